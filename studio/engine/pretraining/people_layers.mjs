// Writes the layers of three @dicebear styles as SVG texts, one JSON object on standard output.
// For: render_world.py, which calls it as `node people_layers.mjs NODE_MODULES`. Each layer is one component in one
// colour at its place in the style's own canvas; laid over each other in the order of PLANS they give the avatar.
// Not here: which layers make which identity or expression (world/avatars.py).
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';

const root = process.argv[2];
const CLOTHES = {
  white: 'f4f4f4', gray: '8c8c8c', black: '262626', red: 'd6322e', orange: 'f58c1e', yellow: 'f8d63c',
  green: '46aa50', blue: '3c6edc', purple: '8c46be', pink: 'f596be', brown: '785032',
};
const HAIR = { black: '2c1b18', brown: '724133', blond: 'd6b370', red: 'c93305', gray: '9a9a9a', white: 'ecdcbf' };

const PLANS = {
  avataaars: {
    viewBox: '0 0 280 280', outer: 'translate(8)',
    skins: ['614335', 'ae5d29', 'd08b5b', 'edb98a', 'ffdbb4'],
    layers: [
      ['base', '', 'skin', ['default']],
      ['clothing', 'translate(0 170)', 'clothes',
        ['blazerAndShirt', 'collarAndSweater', 'hoodie', 'overall', 'shirtCrewNeck', 'shirtVNeck']],
      ['mouth', 'translate(78 134)', null,
        ['concerned', 'default', 'disbelief', 'grimace', 'sad', 'screamOpen', 'serious', 'smile', 'tongue', 'twinkle']],
      ['nose', 'translate(104 122)', null, ['default']],
      ['eyes', 'translate(76 90)', null,
        ['closed', 'default', 'happy', 'side', 'squint', 'surprised', 'wink']],
      ['eyebrows', 'translate(76 82)', null,
        ['angryNatural', 'defaultNatural', 'flatNatural', 'raisedExcitedNatural', 'sadConcernedNatural', 'angry', 'default']],
      ['top', 'translate(-1)', 'hair',
        ['bob', 'bun', 'curly', 'curvy', 'dreads', 'frida', 'fro', 'longButNotTooLong', 'miaWallace', 'shavedSides',
          'straight02', 'straight01', 'straightAndStrand', 'dreads01', 'frizzle', 'shaggy', 'shaggyMullet',
          'shortCurly', 'shortFlat', 'shortRound', 'shortWaved', 'sides', 'theCaesar', 'theCaesarAndSidePart', 'bigHair']],
      ['top', 'translate(-1)', 'hat', ['hat', 'winterHat02', 'winterHat03'], 'hats'],
      ['facialHair', 'translate(49 72)', 'facialHair',
        ['beardLight', 'beardMajestic', 'beardMedium', 'moustacheFancy', 'moustacheMagnum']],
      ['accessories', 'translate(62 42)', 'accessories', ['prescription01', 'prescription02', 'round', 'sunglasses']],
    ],
  },
  personas: {
    viewBox: '0 0 64 64', outer: '',
    skins: ['eeb4a4', 'd78774', 'b16a5b', '92594b', '623d36'],
    layers: [
      ['skin', '', 'skin', ['default']],
      ['eyes', 'translate(20 24)', null, ['open', 'sleep', 'wink', 'glasses', 'happy', 'sunglasses']],
      ['hair', 'translate(2 2)', 'hair',
        ['long', 'sideShave', 'shortCombover', 'curlyHighTop', 'bobCut', 'curly', 'pigtails', 'curlyBun', 'buzzcut',
          'bobBangs', 'balding', 'bunUndercut', 'fade', 'straightBun', 'extraLong', 'shortComboverChops', 'mohawk']],
      ['hair', 'translate(2 2)', 'clothes', ['cap', 'beanie'], 'hats'],
      ['body', 'translate(11 44)', 'clothes', ['squared', 'rounded', 'small', 'checkered']],
      ['mouth', 'translate(23 36)', null, ['smile', 'frown', 'surprise', 'bigSmile', 'smirk', 'lips']],
      ['nose', 'translate(24 28)', null, ['mediumRound', 'smallRound']],
      ['facialHair', 'translate(14 26)', 'hair',
        ['beardMustache', 'pyramid', 'walrus', 'goatee', 'shadow', 'soulPatch']],
    ],
  },
  'toon-head': {
    viewBox: '0 0 768 768', outer: '',
    skins: ['f1c3a5', 'c68e7a', 'b98e6a', 'a36b4f', '5c3829'],
    layers: [
      ['rearHair', 'translate(0 10)', 'hair', ['longStraight', 'longWavy', 'shoulderHigh', 'neckHigh']],
      ['body', '', 'skin', ['body']],
      ['head', '', 'skin', ['head']],
      ['clothes', '', 'clothes', ['turtleNeck', 'openJacket', 'dress', 'shirt', 'tShirt']],
      ['mouth', '', null, ['laugh', 'angry', 'agape', 'smile', 'sad']],
      ['beard', '', 'hair', ['moustacheTwirl', 'fullBeard', 'chin', 'chinMoustache', 'longBeard']],
      ['eyes', '', null, ['happy', 'wide', 'bow', 'humble', 'wink']],
      ['eyebrows', '', null, ['raised', 'angry', 'happy', 'sad', 'neutral']],
      ['hair', '', 'hair', ['sideComed', 'undercut', 'spiky', 'bun']],
    ],
  },
};
// The bare head of personas is part of its template, not a component.
const PERSONAS_HEAD = 'M37 46.08V52a5 5 0 0 1-10 0v-5.92A14.04 14.04 0 0 1 18.58 37h-.08a4.5 4.5 0 0 1-.5-8.97V27a14 14 0 1 1 '
  + '28 0v1.03a4.5 4.5 0 0 1-.58 8.97A14.04 14.04 0 0 1 37 46.08Z';

function tints(slot, skins) {
  if (slot === null) return [['', {}]];
  if (slot === 'skin') return skins.map((hex, index) => [String(index), { skin: `#${hex}` }]);
  const table = slot === 'hair' || slot === 'facialHair' ? HAIR : slot === 'accessories' ? { black: '262e33' } : CLOTHES;
  return Object.entries(table).map(([name, hex]) => [name, { [slot]: `#${hex}`, clothing: `#${hex}`, hair: `#${hex}` }]);
}

const layers = [];
for (const [style, plan] of Object.entries(PLANS)) {
  const file = join(root, '@dicebear', style, 'lib', 'components', 'index.js');
  const components = await import(pathToFileURL(file).href);
  plan.layers.forEach(([group, move, slot, names, saved], order) => {
    for (const name of names) {
      for (const [tint, colors] of tints(slot, plan.skins)) {
        const all = { skin: '#edb98a', hair: '#2c1b18', clothes: '#3c6edc', hat: '#3c6edc', ...colors };
        const drawn = group === 'skin' ? `<path d="${PERSONAS_HEAD}" fill="${all.skin}"/>` : components[group][name]({}, all);
        const body = `<g transform="${plan.outer}"><g transform="${move}">${drawn}</g></g>`;
        layers.push({ style, order, group: saved ?? group, name, tint, viewBox: plan.viewBox, body });
      }
    }
  });
}
process.stdout.write(JSON.stringify(layers));
