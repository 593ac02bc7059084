// Writes the layers of the guest styles as SVG texts, one JSON object on standard output: for the face pack only.
// For: render_world.py, which calls it as `node guest_layers.mjs NODE_MODULES`. Same form as people_layers.mjs: each
// layer is one component in one colour at its place in the style's own canvas.
// Not here: which layers make which identity (world/guests.py); the styles of the mini world (people_layers.mjs).
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';

const HAIR = { black: '0e0e0e', brown: '6a4e35', blond: 'b9a05f', red: 'ab2a18', gray: 'afafaf', white: 'e5d7a3' };
const SHIRT = { red: 'd6322e', yellow: 'f8d63c', green: '46aa50', blue: '3c6edc', gray: '8c8c8c', white: 'f4f4f4' };

// group, transform in the style's own template, what its colour is of, variants (none: all there are)
const PLANS = {
  adventurer: {
    viewBox: '0 0 762 762', skins: ['f2d3b1', 'ecad80', '9e5622', '763900'],
    layers: [
      ['base', '', 'skin'],
      ['eyes', 'translate(-161 -83)', null],
      ['eyebrows', 'translate(-161 -83)', null],
      ['mouth', 'translate(-161 -83)', null],
      ['features', 'translate(-161 -83)', null, ['mustache']],
      ['glasses', 'translate(-161 -83)', null],
      ['hair', 'translate(-161 -83)', 'hair'],
    ],
  },
  'big-smile': {
    viewBox: '0 0 480 480', skins: ['ffe4c0', 'efcc9f', 'c99c62', 'a47539', '643d19'],
    layers: [
      ['face', 'matrix(.85775 0 0 .85427 52 47)', 'skin', ['base']],
      ['mouth', 'matrix(.85472 0 0 .855 19 -17)', null],
      ['eyes', 'matrix(.85472 0 0 .855 19 -17)', null, ['cheery', 'normal', 'confused', 'winking', 'sleepy', 'sad', 'angry']],
      ['hair', 'matrix(.85472 0 0 .85667 18 -15)', 'hair'],
      ['accessories', 'matrix(.85472 0 0 .85667 14 -12)', null, ['glasses', 'mustache', 'sunglasses']],
    ],
  },
  micah: {
    viewBox: '0 0 360 360', skins: ['f9c9b6', 'ac6651', '77311d', 'ffedef'],
    layers: [
      ['base', 'translate(80 23)', 'skin'],
      ['mouth', 'translate(170 183)', null],
      ['eyebrows', 'translate(110 102)', null],
      ['hair', 'translate(49 11)', 'hair', ['fonze', 'mrT', 'dougFunny', 'mrClean', 'dannyPhantom', 'full', 'pixie']],
      ['eyes', 'translate(142 119)', null],
      ['nose', 'rotate(-8 1149.44 -1186.92)', null],
      ['ears', 'translate(84 154)', 'skin'],
      ['shirt', 'translate(53 272)', 'shirt'],
    ],
  },
};

function tints(slot, skins) {
  if (slot === null) return [['', {}]];
  if (slot === 'skin') return skins.map((hex, index) => [String(index), { skin: `#${hex}`, base: `#${hex}` }]);
  return Object.entries(slot === 'hair' ? HAIR : SHIRT).map(([name, hex]) => [name, { [slot]: `#${hex}` }]);
}

const root = process.argv[2];
const layers = [];
for (const [style, plan] of Object.entries(PLANS)) {
  const file = join(root, '@dicebear', style, 'lib', 'components', 'index.js');
  const components = await import(pathToFileURL(file).href);
  plan.layers.forEach(([group, move, slot, names], order) => {
    for (const name of names ?? Object.keys(components[group]).sort()) {
      for (const [tint, colors] of tints(slot, plan.skins)) {
        const all = {
          skin: '#edb98a', base: '#edb98a', hair: '#2c1b18', shirt: '#3c6edc', mouth: '#000000', eyebrows: '#000000',
          eyes: '#000000', eyeShadow: '#d2eff3', glasses: '#000000', facialHair: '#000000', earring: '#000000', ...colors,
        };
        const drawn = components[group][name]({}, all);
        layers.push({ style, order, group, name, tint, viewBox: plan.viewBox, body: `<g transform="${move}">${drawn}</g>` });
      }
    }
  });
}
process.stdout.write(JSON.stringify(layers));
