<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>Studio</name>
    <message>
        <source>1 is as usual, 1.2 a little stronger, 0.8 a little weaker.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1, 2, 3 …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A base model: it draws, and is taught.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A contact sheet of this kind holds {1} pictures, not {2}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A mask leaves nothing to learn from.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A mask needs a picture to redraw.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A name in quotes is not closed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A photo is gone from the library: “{1}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A preset needs a name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A rating cannot be {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add it once more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add it with `studio backbone add PATH`, then export again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add photos, or choose another method.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add some first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add some: `studio subject photos NAME add PHOTO…`, or drop them on it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All photos of {1} are held out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All photos of {1} would be held out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An artifact of this method changes the whole picture and cannot be bound to a region.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brush the subject again, or remove the mask.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check its path.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the id with `studio subject show`.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the path given with --library.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the path.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a Stable Diffusion 1.x model in the diffusers layout.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a folder in the diffusers layout, with model_index.json, unet, vae and text_encoder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a folder with photos, or another library.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a name with a space or a capital letter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a picture the studio exported.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a plainer class word, such as “dog”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a shorter one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a text-to-image model of Stable Diffusion 1.x.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a training.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a zip made by `studio library backup`.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose an artifact of another method.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose an artifact of this subject.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another --out, or move it away.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another name with --out, or move it away.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another name, or add the photos to that subject.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another name, or move it away.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose at least one result.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose auto or bf16.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose auto, or load it in fp32.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose fewer, or make a PDF.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose fewer, or make several.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose one of the kept steps: {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose other photos.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the base model it was taught on, and as many vectors.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the base model it was taught on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the method {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose “{1}” as the base model, or teach the subject again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close that program or wait until it is done, or use another library with --library.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ComfyUI's layout has no name for the layer {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the photo again from where it came from.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cuts a subject out of a photo by a click.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Did you mean {{{1}}}?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Did you mean “{1}”?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Died at step {1} of {2}; it can be resumed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Died; it can be resumed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw a larger frame.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drawing a sheet of {1} pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drawing pictures of the plain class ({1} of {2})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drawing {1} {2}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draws cartoons of about 300 things and of people, 128 px, with the English words it was taught.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop a PNG, JPEG, WebP or AVIF file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop a picture as the program that drew it saved it; sending and editing often take the settings out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finds faces, and tells whether photos show the same person.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free some space on that disk, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free some space, or give yourself the right to that folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Get a safetensors file instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Get a safetensors file of it from a source you trust.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Get it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Get it as .safetensors, or convert its files with `studio convert FILE` first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Get the file again from where it came from.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Get the file again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give a .pt, .pth, .bin or .ckpt file of another program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give at least one; three to eight make a good likeness.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give it a prompt or a subject, or hide it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give it one, for example “Rex”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the picture as well (--init).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give yourself the right to read that file, or copy it elsewhere.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give yourself the right to that folder, or choose another one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Going on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide or remove some of them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import a plain LoRA or an embedding for a Stable Diffusion model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import a plain LoRA.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import it: `studio artifact import FILE`.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install the studio again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It may have been moved or deleted meanwhile; choose it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It used “{1}”; import that file with `studio artifact import` to use it here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was drawn over another picture, which is not inside this file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was drawn over “{1}”, which is not inside this file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was enlarged after drawing; that is not done here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was made with “{1}”, which is not on this computer; your base model stays.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was put aside as “{1}”; the pictures and subjects are not affected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its graph draws {1} times; the first time is read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its licence forbids commercial use.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its licence is not stated; find out what it allows before you use its pictures.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its size of {1} × {2} becomes {3} × {4}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its {1} cannot be used here and is left out: {2}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep at least one photo for learning.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Known: {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave it; it takes no room in a library.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave out --frames, or choose a base model for video.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave out --steer; `studio methods` shows what there is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LoRA has no layers to teach.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading the model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lower the learning rate, or choose fp32 precision; then start anew or go on from the last checkpoint.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Made for the mini world; on photographs take it as a hint.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Made for {1} × {2} px.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make a region for each of them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make it shorter; a model reads no more than a few sentences.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make it smaller first; {1} million pixels and {2} MB fit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move it away first, then restore again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name its file, or make it a rect.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name the file itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing taught is in this picture, so it has no strength.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One of the processes that teach together ended (exit code {1}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paint it white there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paint white where the picture is to change; black stays.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures of {1}x{2} px cannot be drawn.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put it beside the layout file, for example as masks/r1.png.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the photos</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove “{1}” first, or leave this one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore into a new folder: `studio library restore FILE --library DIR`.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore it first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore it from a backup, or add the photo again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore it from a backup, or draw it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore it from a backup, or remove the photo; `studio library check` names all that are missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore it from a backup, or teach the subject again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore it from a backup, or update the studio.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore it from a backup.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore the artifact from a backup.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore the file by hand.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore the file from a backup, or remove it to start anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore {1} from the trash first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume the job.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume the job: it goes on from the last checkpoint.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume the job; if it happens again, look at its log.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume the job; if it happens again, report it with the job's log.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run `studio library check`.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run `studio library rebuild`.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run `studio library rebuild`; nothing is lost by it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run it with `studio run`.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save it as fp16 or fp32 in the program it came from.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say what it is, for example “dog”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say what to draw, for example “@rex on a beach”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say who agreed and how.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say who agreed and how: `--consent "She agreed by mail, 3 May"`.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Score an artifact of another method.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scoring the likeness</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See docs/cli.md for the form.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See docs/cli.md.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shorten it, and put the rest into the notes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start the job anew from its prompt.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start the job anew from its subject or its prompt.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step {1} was not kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Switch at least one group of layers on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Teach the subject again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Teach the subject to this base model, or choose an artifact for the region.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Teach the subject with `studio train` and take “method” and “reference” out of the region.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Teach the subject with `studio train`, then write its @name in the prompt.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Teach the subjects one after another; they can be drawn together.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Teaching became unstable at step {1}: the loss is no longer a number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Teaching in {1} processes does not fit this machine with {2}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Teaching {1} by {2}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The artifact does not fit the {1} of the backbone: {2} differs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The artifact has no {1}{2}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The artifact to go on from holds another subject.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The artifact to go on from was taught by {1}, not by {2}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The artifact to go on from was taught with other layers or another rank.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The artifact {1} was changed after it was made: its tensors do not match the manifest.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The artifact {1} was made by a newer version of the studio.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The backbone {1} cannot be used: {2}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The backbone {1}, which this model needs around it, is not registered here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The backup “{1}” does not read back as written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The backup “{1}” is damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The backup “{1}” is from a newer version of the studio.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The base model has no word for “{1}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The base model is loaded in half precision.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The base model “{1}” draws pictures, not clips.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The braces of a variation are not balanced.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The brushed masks of its regions are not inside this file; their boxes are used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The canvas of the last session is damaged and could not be restored.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The catalogue of methods is damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The class word “{1}” holds signs that are no letters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The class word “{1}” is too long.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The configuration of “{1}” is damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The crop of “{1}” is empty or outside the photo.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine met an error that was not foreseen ({1}: {2}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The format {1} cannot hold {2}, which is what {3} leaves behind.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The index “{1}” cannot be used: {2}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The index “{1}” is damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The job in “{1}” was made by a newer version of the studio.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The job {1} is already running.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The job {1} teaches nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The judge in “{1}” is damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The layout has {1} regions; {2} can be drawn together.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The library “{1}” is from a newer version of the studio.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The library “{1}” is in use by {2}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The list of samples is damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The manifest in the folder of {1} belongs to {2}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The manifest of the artifact {1} is damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The mask of the region “{1}” is empty inside its box.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The mask of the region “{1}” lies outside the layout's folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The mask of “{1}” covers nothing of the part that is shown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The mask “{1}” marks nothing to redraw.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The mask “{1}” of the region “{2}” is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The memory of this computer is not enough for this request.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model in “{1}” has no tokenizer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model in “{1}” is damaged: “{2}” has the wrong form.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model in “{1}” is incomplete: “{2}” is missing or damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model in “{1}” is made for inpainting or another special task, not for text to image.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model in “{1}” is of a family that cannot be used yet ({2}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model in “{1}” is stored as pickle files, which can hide programs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The name has {1} characters; {2} fit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The name is longer than {1} letters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The name “{1}” has no letter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The name “{1}” holds “{2}”, which a prompt cannot hold.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The name “{1}” looks like an id.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The names are empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The nearest size is {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The original of “{1}” is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The original of “{1}” of {2} was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The parts of the model in “{1}” do not belong together.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture of the result {1} is damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture of the result {1} is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The presets in “{1}” are damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The program that ran this job is gone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The prompt has {1} characters; {2} fit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The prompt is empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The prompt “{1}” does not say once where the subject goes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The region {1} asks for a method that draws straight from photos; this version has none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The region {1} names a subject but no artifact of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The region {1} names {2} subjects; one subject fits a region.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The region {1} says nothing to draw.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The region “{1}” has the shape of a mask and no mask.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The request of the job in “{1}” is damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The result {1} has no valid date.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The result {1} names a file elsewhere.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sampler “{1}” does not exist here; the nearest one is taken.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sampler “{1}” does not exist here; yours stays.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The subject has no class word.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The subject has no name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tensors of the artifact {1} are damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tensors of the artifact {1} are missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The trash names a place outside the library: “{1}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weight of “({1})” must lie between 0 and {2}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weight {1} of “{2}” is out of bounds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weights in “{1}” are cut off: {2} of {3} bytes are there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weights in “{1}” are damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weights in “{1}” do not fit its description.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weights of “{1}” are missing in “{2}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no photos.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is a backbone “{1}” already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is a subject named “{1}” already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is an empty name @"" in the prompt.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no file “{1}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no folder “{1}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no layout file “{1}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no library in “{1}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no model in “{1}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no photo “{1}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no steering method “{1}” in this version.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no {1} yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no {1} “{2}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing new in “{1}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing to export.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These are {1} values.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This artifact changes parts the base model does not have.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This artifact does not fit the base model's text encoder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This artifact does not fit the base model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This artifact does not say which word it learned.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This artifact holds tensors no other program reads.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This artifact was taught on “{1}”, which is of another family than “{2}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file is no picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is the library itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This job taught nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This version has no method that draws straight from reference photos.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try another picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type one, for example “fine detail”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Update the studio and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Update the studio, or use another library with --library.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Update the studio, then run the job again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Update the studio.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use --format kohya: ComfyUI reads that too.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use --processes from 1 to {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use -1 (reject), 0 (none) or 1 to 5 stars.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use 0 to {1}; 1 is neutral.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use a JPEG, PNG, WebP, HEIC, AVIF, TIFF, GIF or BMP file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use a diffusers folder of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use a photo of at least {1} pixels a side.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use another axis.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use another backup.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use at least one letter or digit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use at most {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use for example {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use it by that name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use it for the whole picture (--use), or choose an artifact of another method for the region.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use it when drawing: `studio generate --method`.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use letters and digits, such as r1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use letters, digits, spaces and - _ ' . , &amp; + ( ) !</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use masks/NAME.png.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use numbers, such as 3, 5, 7 or 1-5.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use quarter turns.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use small letters, digits, dots, dashes and underscores, 64 at most.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use the backbone it was taught on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use the plain noun, for example “dog” or “stuffed animal”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use the plain noun, for example “dog”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use the settings it was taught with.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use {1} to {2}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait for it, or stop it first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write for example 1-5, or 0-1:0.25.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write it as @"Rex the dog".</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write it as {red|blue}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write the subject's name in it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write {} for it: “a photo of {} on a beach”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a whole model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>artifact</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>backbone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>colour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>format</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fp16 needs a graphics card.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>how it was taught</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it has 16 bits a channel; 8 are used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is a CMYK picture; its colours are converted on reading.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is animated; its first frame is used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its height</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its id</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its rating</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its width</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>layout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>method</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>photo of {1} called</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sample</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sampler</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>setting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the base model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the day it was drawn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the prompt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the time of day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>thing in the trash called</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>who is in it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}.{2}” is not the name of an original.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” belongs to {2}, who is not in the library.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” cannot be read as a picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” cannot be read: there is no permission.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” cannot be the id of a region.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” cannot be the name of a backbone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” cannot be the name of a mask.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” cannot be turned by {2}°.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” cannot be written: it is read-only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” cannot be written: the disk is full.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” cannot be written: {2}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” cannot be {2}: {3}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” changed while it was being added.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” comes with the studio.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” could not be read in {2} minutes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” does not have the form this version expects.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” does not hold exactly one safetensors file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” has hardly any contrast: {2} %, {3} % or more is good.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” holds more than tensors, so it was not opened: it may run a program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” holds no settings that can be used here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” holds no settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” holds no tensors.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” holds numbers of a type the studio does not read ({2}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” holds {2} tensors the studio does not understand, for example {3}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” is a DoRA, which the studio cannot apply yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” is a file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” is a single file, not a folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” is burnt out: {2} % of its middle is pure white.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” is damaged or cut off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” is damaged or cut off: it is no whole safetensors file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” is damaged or not a file of tensors.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” is damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” is damaged: it has no format version.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” is damaged: it is not readable JSON.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” is empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” is nearly the same as “{2}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” is no backup of a library.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” is no layout: it is not JSON.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” is no layout: {2}: {3}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” is no pickle that torch wrote.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” is no range of at most {2} values.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” is no range.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” is not a picture the studio can read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” is not empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” is not whole: {2} has no matching pair.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” is registered already, as “{2}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” is safetensors already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” is small: it has {2} × {3} pixels, {4} a side are good.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” is small: its crop has {2} × {3} pixels, {4} a side are good.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” is there already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” is too dark: brightness {2} %, {3} % or more is good.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” is too large: {2}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” is too small: {2} × {3} pixels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” is very bright: {2} %, {3} % are the most.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” is {2}; it was left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” looks blurred: sharpness {2}, {3} or more is good.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do not close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on in the background</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It can go on without the window, which finds it again at the next start, or save and stop now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop and save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine does not answer, so it cannot go on alone. Try again in a moment, or stop.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Work is going on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{title}” is still running.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About Likeness Studio…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Commands…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Create</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw without a base picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Generate pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New subject…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paste photos</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause or go on with the running job</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preferences…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show or hide the queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start teaching</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop the running job and save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Studio</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Subjects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Switch between light and dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Teach</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Welcome…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pausing after this step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starting the engine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopping and saving</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taken out of the queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused at step {step}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step {step} of {of}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped at step {step}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped at step {step}, saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopping after this step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ended by force; the last checkpoint is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Goes on from step {step} of {of}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n burnt out</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n good photo(s)</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n held out by you</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n near duplicate(s)</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n too blurred</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n too dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n too small</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n with a problem</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n without contrast</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A person</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A style</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A thing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An animal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>brightness {number} %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>contrast {number} %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sharpness {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brush the mask by hand.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The subject could not be cut out of this photo.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag the picture itself out of the page, or save it first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the picture with your browser, then drop the file here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{host}” does not give the picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” is a web page, not a picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” is larger than {size} MB.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” is not a picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n other file(s) left out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose JPEG, PNG, WebP, HEIC, AVIF, TIFF, GIF or BMP files.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking for photos …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no picture among these files.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{judged} of {found} judged: {said}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number} there already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number} unusable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adding photos to {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Drawing %n picture(s): {prompt}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drawing an X/Y sheet: {prompt}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening the library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scoring an artifact</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Teaching {who}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Teach it first on the Teach screen, or leave the name out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} has not been taught to “{backbone}” yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save them once more in Preferences; defaults apply until then.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{path}” does not hold preferences.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n other file(s) left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number} more could not be used either.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number} more notes of this kind.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{photos} added to {name}. {noted}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adding a model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bringing pictures back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deleting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exporting photos</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keeping that step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking at a model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening the composition</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Removing a photo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Removing a subject</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Removing pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restoring</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saving the composition</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verifying {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All of it is redrawn, as much as the slider says.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Base picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a base picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear the mask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag a picture from the strip onto the canvas to redraw it, a part of it, or more around it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much is redrawn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only what is marked is redrawn.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a picture…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Red&amp;raw</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset the frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What lies in the frame around the picture is drawn anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brush a region of any shape</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare with the base picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compositions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag the frame to draw around the base picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Erase from the chosen region</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Erase what is redrawn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fit the picture (F)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mark what is redrawn of the base picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One to one (1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a composition</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a composition…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Regions: drag a box</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the composition</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the composition…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size of the brush</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size of the brush  [ ]</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom in (+)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom out (-)</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n region(s)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Canvas</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No regions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>chosen: {caption}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>overlaps {names}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Prompt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a picture below.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Generate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Generate {count} pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures of this session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redraw it, a part of it, or more around it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Regions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say what to draw</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show in Results</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start with a region</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use as base</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write a prompt and press Generate. Type @ to put somebody you taught into the picture, or {beach|garden} to try several places at once. Regions say what stands where.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>base picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>seed {seed}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>seed {seed}, step {preview_step}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Base model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Guidance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Next seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A&amp;void</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Advanced</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;eed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;teps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sa&amp;mpler</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show advanced settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Si&amp;ze</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The next drawing takes a new seed, the same again, or the one after the last.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as made for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>count on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>keep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>new</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>what to avoid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{width} × {height}, as made for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add region</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move region</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resize region</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag the frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mark what is redrawn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say what to draw. Type @ to name a subject. Ctrl+Enter draws.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>empty region</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>hidden</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>locked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a region</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Background: around the regions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bottom edge</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brushed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag on the canvas, or drag a subject onto it: what a region says is drawn in its place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ellipse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left edge</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left, t&amp;op</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Na&amp;me</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None: only the prompt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Overlaps {names}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>P&amp;rompt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prompt of the background</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rectangle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redo: {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Regions, front first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Right edge</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Right, bottom</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sha&amp;pe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Strengt&amp;h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sub&amp;ject</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To the back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To the front</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Top edge</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo: {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not taught to this base model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{field} of the region</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}, newest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{side}, in percent of the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag {name} onto the canvas, or press Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Subjects to put on the canvas</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a subject</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No subject was taught to this base model yet. Plain prompts work all the same.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Strength</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Strength of {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take {name} out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>likeness {value:.2f}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This picture cannot be shown: its file is missing or damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fetch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fetch from the web?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fetch {what} from {where}?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fetching from the web …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free some space there, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save it as a file, then drop the file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save it with your browser, then drop the file here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The clipboard’s picture cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The dropped picture is damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture cannot be kept in “{parent}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The studio connects to the site as your browser would; nothing about you or your photos is sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>and {number} more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pasted picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>these {count} pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>web picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} web sites</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mark {colour}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Commands</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No command has these letters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search the commands</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What do you want to do?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A number {low}{high}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from {low:g} </source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n folder(s) with {pictures}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n other file(s)</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s)</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) from the web</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>more than {pictures}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{list} and {last}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress of the running job</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queue ({waiting})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine has written nothing yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Information</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Problem</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something went wrong in the studio</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is a mistake in the program, not in what you did.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your photos, subjects and jobs are on disk and safe. You can go on; if the window behaves oddly, start it again. Nothing was sent; copy the report if you want to tell the authors.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title} failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title} is done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cannot be shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Details and log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jobs, the running one first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Later</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The queue is empty. Trainings, drawings and comparisons wait here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Advanced settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No setting has these words.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset all settings to their defaults</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search the settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{low} to {high}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n star(s)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rating: {rating}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reject</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rejected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Judge no more photos; those that are judged stay.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Photos judged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the photo…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This photo cannot be shown: its file is missing or damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Caption</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the photo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brush the subject (B)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Caption</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear mask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click on the subject; Alt+click on what does not belong to it. Then brush or erase.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Crop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Crop (C)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit photos of {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Erase the mask (E)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on editing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold out: never learn from it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Invert</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mask all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next photo (Page Down)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Photo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous photo (Page Up)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redo (Ctrl+Shift+Z)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the changes?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select the subject</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select the subject by a click (S)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Selecting the subject…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shape of the crop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the photo without crop and mask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Suggest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The changes of “{name}” are not saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turn left (Ctrl+L)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turn right (Ctrl+R)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo (Ctrl+Z)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whole photo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whole photo in the window (F)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}  ({number} of {count})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{width} × {height} pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n drawing(s)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add the sample {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> and </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Class word</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>C&amp;onsent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No&amp;tes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Still needed: {list}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who agreed, how and when</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a class word</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>who agreed to pictures of this person</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> · consent: {consent}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> · held out: never learned from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add photos</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add photos…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to all subjects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete everything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete this subject…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete {name}?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deleted for good</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export photos to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export photos…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Into the trash; it can be restored.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learn from it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move to trash</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move {name} to the trash, or delete everything made from it?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name, consent and notes…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Never learn from this photo; keep it to check the likeness.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No photo yet. Drop some anywhere on this window.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Photos</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Teach…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The chosen photo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The receipt is {path}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The trash keeps the photos for thirty days; what was taught and drawn stays. Deleting everything also removes what was taught, the pictures drawn with it and all caches, at once and for good.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These backups may still hold it; delete them by hand: {list}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turn, crop, mask and caption (Enter)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>animal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>faces, views and whether it is the same person: not measured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>held out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>person</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>style</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>thing</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{name} was deleted for good: %n file(s), {size} MB.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Create subject</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How you call it in a prompt: @Rex on a beach.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New subject</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No photos yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures (*.jpg *.jpeg *.png *.webp *.heic *.heif *.avif *.tif *.tiff *.gif *.bmp);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>She agreed by mail on 3 May</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Still needed: {said}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The plain word for what it is. The studio starts from there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who agreed to pictures of this person, and how.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a consent note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at least one photo</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n subject(s). Drop photos anywhere to add another.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop photos of somebody or something here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening your library …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Or start with a sample</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Samples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The library cannot be opened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The library cannot be opened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Three to eight are best: different places, light and angles. They are copied into your library and never leave this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trash</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who should be drawn?</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) may come back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete for good</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete “{name}” for good?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It cannot come back after that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was removed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Removed subjects, photos and pictures come here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Removed things</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The trash is empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A name has small letters, digits, dots, dashes and underscores, 64 at most.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a base model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Family</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its files stay where they are. All weights are read once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Licence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is a “{name}” already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> · not installed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> · not usable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A folder in the diffusers layout with .safetensors files. Nothing is copied or downloaded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a base model…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the folder of a base model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Facts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Family: {value}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder: {value}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its files stay where they are; what was taught on it can be used when it is back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its weights are others than those that were added: add it again, or restore them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Licence: {value}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Limits: {value}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking at what is on this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Methods that can use it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models on this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading its weights…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reads all weights and compares them with what was added.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size: {value}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sizes and licences are read from the files.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take off the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take off the list…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take “{name}” off the list?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verify</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whole, and the same as when it was added. Fingerprint {fingerprint}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whole. Fingerprint {fingerprint}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>base model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>judge</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>perception</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{method} needs {what}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Compute on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Exports say</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Notify me of ended jobs while I am in another window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Save memory: draw pictures one after the other</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Apple graphics</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the library’s folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Computing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Counts from the next start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything lies in this folder: photos, what was taught, pictures. Nothing is moved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From the next start: {where}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>General</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NVIDIA graphics card</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Processor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The fastest there is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use another folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use the default folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is not there is passed over. Counts for jobs that start from now on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the default folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” holds other files. Choose an empty folder, or a library.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys for {title}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset {title}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Results</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Screens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose one to see how it was made.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No picture chosen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The chosen picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use these settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> px at most</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Format</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Longest side</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Names</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quality</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Title</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;What</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Written into the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>100 is the largest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A file of that name is there already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AVIF, smallest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All {count:,} pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All {count:,} that fit the filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As drawn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contact sheet, PDF</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contact sheet, one PNG</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything: others can draw it again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Export %n picture(s)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>F&amp;older</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Getting ready …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Insert</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>JPEG, small</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep both</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave those out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only that a model drew it (XMP)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PNG, exact</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress of the export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replace them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The selected picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The {count:,} selected pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>WebP, smaller</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>never enlarged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count:,} of {of:,} files are there already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{done:,} of {of:,}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“Keep both” gives the new files a number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;From</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Any colour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Any day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Any method</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Any rating</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Any subject</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Between two days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drawn when</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last 365 days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Method</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No colour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not rated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rating</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search prompts and tags</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Subject</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without rejects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{stars} or more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A left, B right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A left, B right (the first two)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the grid (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comparing {count} pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Divider between the two pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Large view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next picture (→)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picture {letter}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous picture (←)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show its pixels, 1:1 (Z)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the whole picture (F)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Slider</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Swap the pictures (W)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom out (−)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the same settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>marked {colour}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the prompt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No stars</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>X/Y sheet…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> with this filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, {chosen:,} selected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A picture is in the trash. {keys} brings it back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop a picture to read its settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exported {count:,} pictures to {folder}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exported {path}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading pictures …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loosen it to see more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Made here, with A1111, ComfyUI, InvokeAI, SwarmUI or Fooocus.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No pictures yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing fits this filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of a picture file from here, A1111, ComfyUI and others; or drop it on this screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only the settings of the first of {number} files are read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures (*.png *.jpg *.jpeg *.webp *.avif);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read settings…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read the settings of a picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select 2 to 4 pictures, then compare them (C)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you draw on the Create screen is kept here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>X/Y sheet: draw the chosen picture again and again, varied along two axes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count:,} pictures are in the trash. {keys} brings them back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) and the sheet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>3, 5, 7 or 1-5 or 0-1:0.25</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw the sheet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From left to right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From top to bottom</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Guidance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing: one row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One prompt a line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Varied: {prompt}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was taught (subject, method)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>X/Y sheet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title}: values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change 1 setting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change {count} settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to Create</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Then</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{source} has the settings that Create has now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{source} would change this on the Create screen:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title}: now {now}, then {then}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{file}”, made with {program},</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Amber</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Green</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Red</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Violet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changed settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Defaults</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete this preset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the preset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name, for example “fine detail”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save these settings as a preset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Makes another artifact of this step; the first one stays.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previews</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previews of this step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step whose previews are shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step {step}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use this step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>best so far</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>chosen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>likeness {score}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose who to teach and how, then press Start. Here you will see the loss fall, pictures drawn along the way, and how like the held-out photo they are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw the loss on a logarithmic axis</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ended at step {step} of {of}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Likeness of the held-out photo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Likeness of the held-out photo over steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Logarithmic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loss over steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is being taught</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preview now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress of the teaching</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on {device}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{size:.1f} GB of memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Before teaching</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw with it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gain, 95 % sure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Goes on from this artifact and makes another one; this one stays.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It can go on from where it stopped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last lines of the log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Likeness</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measured on photos it learned from, so it flatters: add photos to check honestly.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Peak memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prompt fit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steps to teach further</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taught and saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Teach further</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{low} to {high}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} was stopped and saved: {steps} steps in {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} was taught: {steps} steps in {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Subjects to teach</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Subjects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A setting is out of its bounds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Base model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl or Shift chooses several; they are taught one after another.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No subject yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shipped with the studio; it draws cartoons and needs no graphics card.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Start %n training(s)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About Likeness Studio</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Artwork the small base model was taught with, fonts and icons</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Built with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free software under the Apache License 2.0. It works offline and sends nothing anywhere.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Likeness Studio {version}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Methods, by the papers they are from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>free for personal and commercial use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A sample picture of {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add photos of somebody or something: a dog, a mug, a friend who agreed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begin with my own photos</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw it anywhere, each subject in the box you give it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Meet {name}, a {what}. In about two minutes the studio can draw more of {name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress of the first picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Teach and draw {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Teach it to a model on this computer. Nothing leaves it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Welcome</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Welcome to Likeness Studio</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop {sentence}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They are copied into your library; the originals stay where they are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{keys} is taken by “{title}”. Change that one first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brush region</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change background</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change box</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change region’s prompt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change shape</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change strength</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change subject</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Duplicate region</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide region</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lock region</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No base picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove region</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename region</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change how much is redrawn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another base picture, or draw without one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear what is redrawn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open composition</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The composition was saved as “{name}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use settings of a picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” is not a picture that can be opened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about {hours} h {minutes} min left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about {minutes} min left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about {seconds} s left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nearly done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 contact sheet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped: {count} of {of} written to {folder}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} could not be read: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} left out, because a file of that name is there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} of {of} written, then it ended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{pictures} written to {folder}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not measured on this computer yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>likeness {gain}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>measured here, %n training(s)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>measured on another computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” was added. Its files stay where they are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brush</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Erase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Invert mask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It does not name {name}, so teaching leaves it out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select subject</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title}: {sentence}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n region(s) had a prompt of its own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Avoided</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Background</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changed by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drawn in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drawn over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drawn with the base model “{backbone}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fingerprint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frames</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Id</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inside the mask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Part of {name} was drawn over, by {share:.0%}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Region {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rescaled by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sampler</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steered by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tags</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To be avoided: {negative}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>guidance {guidance:g}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>using {names}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{artifact_id} at strength {strength:g} (no longer in this library)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{method_title} at strength {strength:g}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} was drawn over, by {share:.0%}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number} of {count} drawn together</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{steps} steps of {sampler}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{who} by {method_title} at strength {strength:g}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{x0:.0%}–{x1:.0%} across, {y0:.0%}–{y1:.0%} down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mark pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>move pictures to the trash</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has {frames} frames; a single picture will be drawn.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was drawn over “{name}”; put that picture on the canvas again to do the same.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not in this library: {list}. An @name takes that subject’s newest one instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The brushed masks of its regions cannot be shown on the canvas; their boxes are used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To be avoided</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nobody</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the base model’s own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Both axes change the same. Choose another one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say what changes from left to right.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say what changes from top to bottom, or choose nothing there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These are {count} pictures; at most {most} fit a sheet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n more photo(s) would let the studio keep one apart to check the likeness honestly.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop three to eight photos here; different places and light help most.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note who agreed to this person being drawn before you teach it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One more photo lets the reported likeness come from a photo that was never used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{files} written to {folder}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a subject first, on the Subjects screen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a base model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a method.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a subject.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Needs {least} photos; {name} has {count}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not made for “{name}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note {name}’s consent on the Subjects screen first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The base model “{name}” cannot run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} has no photos yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>photo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>subject</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>taught</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{kind} of {owner}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{kind} · removed {day} · kept at least until {end}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” is back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” is gone for good.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step {step} is kept beside the first choice and is being scored.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adding {name}’s pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drawing {name} on a beach</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped before there was anything to draw.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Teaching {name} to the small base model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is on the canvas.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AdamW weight decay.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adds a constant per channel to the noise; helps very dark and very light pictures.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adds small side branches to the model: quick to teach, a small file, easy to dial and to combine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alpha / rank</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Batches summed into one step; as a bigger batch, with less memory.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checkpoint every</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Class pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cross-attention</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DreamBooth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dropout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>EMA decay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Feed-forward</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find the subject</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gradient accumulation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gradient clipping</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Higher: nearer to the photos, harder to put in new scenes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many invented words stand for the subject; more hold more detail.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many pictures of the plain class are drawn, once, for prior preservation.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much less the ground around the subject counts; 1 ignores it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Identifier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Invents a word for the subject and leaves the model as it is: the smallest file, a looser likeness.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the class word</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Largest gradient norm; 0 switches clipping off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Largest length of a vector as a multiple of the class word's; 0 sets no limit. Too long a vector drowns the other words.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning rate of the text encoder, as a factor of the main one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning-rate schedule</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Least steps between checkpoints; ten seconds pass between them as well.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LoRA</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Longest vector</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loss weight min(SNR, gamma); 0 switches it off (arXiv:2303.09556; usual 5).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mask weight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Min-SNR gamma</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mirror</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Offset noise</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Optimiser steps. More likeness, then over-fit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Part of a branch's input that is left out while teaching.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures per step.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures per step; photos repeat to fill it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Precision</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preview every</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prior preservation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rank</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Room for detail: 4–16 for a subject, 32–128 for a style.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Running average of what is learned; 0 switches it off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say the class word after the new word, in teaching and use.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scale of the update; alpha = this times the rank. 1 is what diffusers uses.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Self-attention</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show photos mirrored half of the time; switch off for writing or one-sided marks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size of each step; about ten times that of full tuning.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size of each step; far smaller than for LoRA.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steps between previews and likeness checks; 0 switches them off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steps over which the learning rate rises.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Teach how the words are understood; slower, helps with faces.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Teach the layers between attentions too: more detail, bigger file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Teach where the picture meets itself: texture and structure.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Teach where words meet the picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text encoder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text-encoder rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Textual Inversion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The rare word that means this subject, said before the class word.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tune how the words are understood too; helps with faces.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tunes the whole model on the photos: the closest likeness, the biggest file, the longest teaching.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warm-up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight of the loss on pictures of the plain class (DreamBooth); 0 switches it off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight of the loss on pictures of the plain class, which keep “a dog” from becoming this dog; 0 is off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is tuned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where no mask was brushed, the model itself says where the subject is; used by the mask weight.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Word vectors</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>auto, fp32, bf16 or fp16: the type of the forward pass; learned tensors stay fp32.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>batches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>constant, linear or cosine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>whole: the entire denoiser. keys_values: only the keys and values of cross-attention, a small file.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
