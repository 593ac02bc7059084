<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>Studio</name>
    <message>
        <source>1 is as usual, 1.2 a little stronger, 0.8 a little weaker.</source>
        <translation>1 ist wie üblich, 1,2 etwas stärker, 0,8 etwas schwächer.</translation>
    </message>
    <message>
        <source>1, 2, 3 …</source>
        <translation>1, 2, 3 …</translation>
    </message>
    <message>
        <source>A base model: it draws, and is taught.</source>
        <translation>Ein Basismodell: Es zeichnet und wird angelernt.</translation>
    </message>
    <message>
        <source>A click lies outside the picture.</source>
        <translation>Ein Klick liegt außerhalb des Bildes.</translation>
    </message>
    <message>
        <source>A contact sheet of this kind holds {1} pictures, not {2}.</source>
        <translation>Ein solcher Kontaktbogen fasst {1} Bilder, nicht {2}.</translation>
    </message>
    <message>
        <source>A drawing has {1} pictures, two of them to judge by; {2} cannot teach.</source>
        <translation>Eine Zeichnung hat {1} Bilder, zwei davon zum Beurteilen; {2} können nicht lehren.</translation>
    </message>
    <message>
        <source>A mask leaves nothing to learn from.</source>
        <translation>Eine Maske lässt nichts zum Lernen übrig.</translation>
    </message>
    <message>
        <source>A mask needs a picture to redraw.</source>
        <translation>Eine Maske braucht ein Bild, das neu gezeichnet wird.</translation>
    </message>
    <message>
        <source>A name in quotes is not closed.</source>
        <translation>Ein Name in Anführungszeichen ist nicht geschlossen.</translation>
    </message>
    <message>
        <source>A photo is gone from the library: “{1}”.</source>
        <translation>Ein Foto fehlt in der Bibliothek: „{1}“.</translation>
    </message>
    <message>
        <source>A picture of {1} × {2} pixels is too small to find a subject in.</source>
        <translation>Ein Bild von {1} × {2} Pixeln ist zu klein, um darin ein Motiv zu finden.</translation>
    </message>
    <message>
        <source>A preset needs a name.</source>
        <translation>Eine Voreinstellung braucht einen Namen.</translation>
    </message>
    <message>
        <source>A rating cannot be {1}.</source>
        <translation>Eine Bewertung kann nicht {1} sein.</translation>
    </message>
    <message>
        <source>Add it once more.</source>
        <translation>Noch einmal hinzufügen.</translation>
    </message>
    <message>
        <source>Add it with `studio backbone add PATH`, then export again.</source>
        <translation>Mit `studio backbone add PATH` hinzufügen, dann noch einmal exportieren.</translation>
    </message>
    <message>
        <source>Add photos, or choose another method.</source>
        <translation>Fotos hinzufügen oder eine andere Methode wählen.</translation>
    </message>
    <message>
        <source>Add some first.</source>
        <translation>Zuerst welche hinzufügen.</translation>
    </message>
    <message>
        <source>Add some: `studio subject photos NAME add PHOTO…`, or drop them on it.</source>
        <translation>Welche hinzufügen: `studio subject photos NAME add PHOTO…` oder darauf ziehen.</translation>
    </message>
    <message>
        <source>All photos of {1} are held out.</source>
        <translation>Alle Fotos von {1} sind zurückgehalten.</translation>
    </message>
    <message>
        <source>All photos of {1} would be held out.</source>
        <translation>Alle Fotos von {1} wären zurückgehalten.</translation>
    </message>
    <message>
        <source>An artifact of this method changes the whole picture and cannot be bound to a region.</source>
        <translation>Ein Artefakt dieser Methode ändert das ganze Bild und lässt sich nicht an einen Bereich binden.</translation>
    </message>
    <message>
        <source>Artifacts of {1} cannot be merged.</source>
        <translation>Artefakte von {1} lassen sich nicht vereinen.</translation>
    </message>
    <message>
        <source>Bench another method.</source>
        <translation>Eine andere Methode vergleichen.</translation>
    </message>
    <message>
        <source>Brush the subject again, or remove the mask.</source>
        <translation>Das Motiv noch einmal malen oder die Maske entfernen.</translation>
    </message>
    <message>
        <source>Brush the subject roughly, or click on it.</source>
        <translation>Das Motiv grob bemalen oder darauf klicken.</translation>
    </message>
    <message>
        <source>Check its path.</source>
        <translation>Seinen Pfad prüfen.</translation>
    </message>
    <message>
        <source>Check the disk.</source>
        <translation>Die Platte prüfen.</translation>
    </message>
    <message>
        <source>Check the id with `studio subject show`.</source>
        <translation>Die Id mit `studio subject show` prüfen.</translation>
    </message>
    <message>
        <source>Check the path given with --library.</source>
        <translation>Den Pfad bei --library prüfen.</translation>
    </message>
    <message>
        <source>Check the path.</source>
        <translation>Den Pfad prüfen.</translation>
    </message>
    <message>
        <source>Choose 1 to {1}: bench:6:1.</source>
        <translation>1 bis {1} wählen: bench:6:1.</translation>
    </message>
    <message>
        <source>Choose CLIP (clip, clip_vision_model) or DINOv2 (dinov2).</source>
        <translation>Wählen Sie CLIP (clip, clip_vision_model) oder DINOv2 (dinov2).</translation>
    </message>
    <message>
        <source>Choose Florence-2 (florence2) or BLIP (blip), in the layout of transformers 5.</source>
        <translation>Wählen Sie Florence-2 (florence2) oder BLIP (blip), in der Anordnung von transformers 5.</translation>
    </message>
    <message>
        <source>Choose a .safetensors file, or a folder in the diffusers layout.</source>
        <translation>Eine .safetensors-Datei oder einen Ordner im diffusers-Aufbau wählen.</translation>
    </message>
    <message>
        <source>Choose a Stable Diffusion 1.x model in the diffusers layout.</source>
        <translation>Ein Modell Stable Diffusion 1.x im diffusers-Aufbau wählen.</translation>
    </message>
    <message>
        <source>Choose a folder of Florence-2 or BLIP with config.json.</source>
        <translation>Wählen Sie einen Ordner von Florence-2 oder BLIP mit config.json.</translation>
    </message>
    <message>
        <source>Choose a folder with config.json and weights.</source>
        <translation>Wählen Sie einen Ordner mit config.json und Gewichten.</translation>
    </message>
    <message>
        <source>Choose a folder with insightface's .onnx files, such as buffalo_l.</source>
        <translation>Wählen Sie einen Ordner mit den .onnx-Dateien von insightface, zum Beispiel buffalo_l.</translation>
    </message>
    <message>
        <source>Choose a folder with photos, or another library.</source>
        <translation>Einen Ordner mit Fotos oder eine andere Bibliothek wählen.</translation>
    </message>
    <message>
        <source>Choose a folder.</source>
        <translation>Einen Ordner wählen.</translation>
    </message>
    <message>
        <source>Choose a more general word, such as dog, cup, car or person.</source>
        <translation>Wählen Sie ein allgemeineres Wort, etwa dog, cup, car oder person.</translation>
    </message>
    <message>
        <source>Choose a name with a space or a capital letter.</source>
        <translation>Einen Namen mit Leerzeichen oder Großbuchstaben wählen.</translation>
    </message>
    <message>
        <source>Choose a picture the studio exported.</source>
        <translation>Ein Bild wählen, das das Studio exportiert hat.</translation>
    </message>
    <message>
        <source>Choose a plainer class word, such as “dog”.</source>
        <translation>Ein einfacheres Klassenwort wählen, etwa „dog“.</translation>
    </message>
    <message>
        <source>Choose a shorter one.</source>
        <translation>Einen kürzeren wählen.</translation>
    </message>
    <message>
        <source>Choose a text-to-image model of Stable Diffusion 1.x.</source>
        <translation>Ein Text-zu-Bild-Modell von Stable Diffusion 1.x wählen.</translation>
    </message>
    <message>
        <source>Choose a training.</source>
        <translation>Ein Training wählen.</translation>
    </message>
    <message>
        <source>Choose a whole model of Stable Diffusion 1.x or 2.x.</source>
        <translation>Ein ganzes Modell Stable Diffusion 1.x oder 2.x wählen.</translation>
    </message>
    <message>
        <source>Choose a zip made by `studio library backup`.</source>
        <translation>Eine Zip-Datei von `studio library backup` wählen.</translation>
    </message>
    <message>
        <source>Choose an artifact of another method.</source>
        <translation>Ein Artefakt einer anderen Methode wählen.</translation>
    </message>
    <message>
        <source>Choose an artifact of this subject.</source>
        <translation>Ein Artefakt dieses Motivs wählen.</translation>
    </message>
    <message>
        <source>Choose another --out, or move it away.</source>
        <translation>Ein anderes --out wählen oder es wegräumen.</translation>
    </message>
    <message>
        <source>Choose another base model or another method.</source>
        <translation>Wählen Sie ein anderes Grundmodell oder eine andere Methode.</translation>
    </message>
    <message>
        <source>Choose another file.</source>
        <translation>Eine andere Datei wählen.</translation>
    </message>
    <message>
        <source>Choose another folder with --out, or ask for the same as the first time.</source>
        <translation>Mit --out einen anderen Ordner wählen oder dasselbe verlangen wie beim ersten Mal.</translation>
    </message>
    <message>
        <source>Choose another folder.</source>
        <translation>Einen anderen Ordner wählen.</translation>
    </message>
    <message>
        <source>Choose another model; what was merged from different families cannot be used.</source>
        <translation>Ein anderes Modell wählen; was aus verschiedenen Familien zusammengefügt wurde, lässt sich nicht verwenden.</translation>
    </message>
    <message>
        <source>Choose another name with --out, or move it away.</source>
        <translation>Mit --out einen anderen Namen wählen oder es wegräumen.</translation>
    </message>
    <message>
        <source>Choose another name, or add the photos to that subject.</source>
        <translation>Einen anderen Namen wählen oder die Fotos jenem Motiv hinzufügen.</translation>
    </message>
    <message>
        <source>Choose another name, or move it away.</source>
        <translation>Einen anderen Namen wählen oder es wegräumen.</translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation>Einen anderen Namen wählen.</translation>
    </message>
    <message>
        <source>Choose at least one result.</source>
        <translation>Mindestens ein Ergebnis wählen.</translation>
    </message>
    <message>
        <source>Choose auto or bf16.</source>
        <translation>auto oder bf16 wählen.</translation>
    </message>
    <message>
        <source>Choose auto, or load it in fp32.</source>
        <translation>auto wählen oder es in fp32 laden.</translation>
    </message>
    <message>
        <source>Choose bench:1 to bench:{1}.</source>
        <translation>bench:1 bis bench:{1} wählen.</translation>
    </message>
    <message>
        <source>Choose fewer (photos:N), or another folder with --photos DIR: a folder of photos for each subject.</source>
        <translation>Weniger wählen (photos:N) oder mit --photos DIR einen anderen Ordner: darin ein Ordner mit Fotos für jedes Motiv.</translation>
    </message>
    <message>
        <source>Choose fewer, or make a PDF.</source>
        <translation>Weniger wählen oder ein PDF machen.</translation>
    </message>
    <message>
        <source>Choose fewer, or make several.</source>
        <translation>Weniger wählen oder mehrere machen.</translation>
    </message>
    <message>
        <source>Choose it again: `studio faces use {1}`.</source>
        <translation>Wählen Sie es neu: `studio faces use {1}`.</translation>
    </message>
    <message>
        <source>Choose one of the kept steps: {1}.</source>
        <translation>Einen der behaltenen Schritte wählen: {1}.</translation>
    </message>
    <message>
        <source>Choose other photos.</source>
        <translation>Andere Fotos wählen.</translation>
    </message>
    <message>
        <source>Choose the base model it was taught on, and as many vectors.</source>
        <translation>Das Basismodell wählen, dem es angelernt wurde, und ebenso viele Vektoren.</translation>
    </message>
    <message>
        <source>Choose the base model it was taught on, or teach the subject again.</source>
        <translation>Das Basismodell wählen, dem es angelernt wurde, oder das Motiv neu anlernen.</translation>
    </message>
    <message>
        <source>Choose the base model it was taught on.</source>
        <translation>Das Basismodell wählen, dem es angelernt wurde.</translation>
    </message>
    <message>
        <source>Choose the method {1}.</source>
        <translation>Die Methode {1} wählen.</translation>
    </message>
    <message>
        <source>Choose the whole model: one file with all parts, or the folder with model_index.json.</source>
        <translation>Das ganze Modell wählen: eine Datei mit allen Teilen oder den Ordner mit model_index.json.</translation>
    </message>
    <message>
        <source>Choose “{1}” as the base model, or teach the subject again.</source>
        <translation>„{1}“ als Basismodell wählen oder das Motiv noch einmal anlernen.</translation>
    </message>
    <message>
        <source>Click inside it.</source>
        <translation>Innerhalb des Bildes klicken.</translation>
    </message>
    <message>
        <source>Click on it first.</source>
        <translation>Zuerst auf das Motiv klicken.</translation>
    </message>
    <message>
        <source>Click on its middle, or brush the mask by hand.</source>
        <translation>Auf seine Mitte klicken oder die Maske von Hand malen.</translation>
    </message>
    <message>
        <source>Click on the subject, or draw a box around it.</source>
        <translation>Auf das Motiv klicken oder einen Rahmen darum ziehen.</translation>
    </message>
    <message>
        <source>Close that program or wait until it is done, or use another library with --library.</source>
        <translation>Jenes Programm schließen, warten, bis es fertig ist, oder mit --library eine andere Bibliothek nehmen.</translation>
    </message>
    <message>
        <source>ComfyUI's layout has no name for the layer {1}.</source>
        <translation>Der Aufbau von ComfyUI hat keinen Namen für die Schicht {1}.</translation>
    </message>
    <message>
        <source>Comparing methods: {1}, subjects: {2}</source>
        <translation>Vergleicht Methoden: {1}, Motive: {2}</translation>
    </message>
    <message>
        <source>Convert its pickle first: `studio convert FILE`.</source>
        <translation>Wandeln Sie zuerst sein Pickle um: `studio convert DATEI`.</translation>
    </message>
    <message>
        <source>Copy the photo again from where it came from.</source>
        <translation>Das Foto noch einmal von seiner Quelle kopieren.</translation>
    </message>
    <message>
        <source>Cuts a subject out of a photo by a click, and proposes a mask for each photo.</source>
        <translation>Stellt ein Motiv mit einem Klick frei und schlägt für jedes Foto eine Maske vor.</translation>
    </message>
    <message>
        <source>Did you mean {{{1}}}?</source>
        <translation>War {{{1}}} gemeint?</translation>
    </message>
    <message>
        <source>Did you mean “{1}”?</source>
        <translation>War „{1}“ gemeint?</translation>
    </message>
    <message>
        <source>Died at step {1} of {2}; it can be resumed.</source>
        <translation>Gestorben bei Schritt {1} von {2}; es lässt sich fortsetzen.</translation>
    </message>
    <message>
        <source>Died; it can be resumed.</source>
        <translation>Gestorben; es lässt sich fortsetzen.</translation>
    </message>
    <message>
        <source>Download the model's file itself.</source>
        <translation>Die Datei des Modells selbst herunterladen.</translation>
    </message>
    <message>
        <source>Draw a larger frame.</source>
        <translation>Einen größeren Rahmen ziehen.</translation>
    </message>
    <message>
        <source>Draw it inside the picture, from corner to corner.</source>
        <translation>Den Rahmen innerhalb des Bildes ziehen, von Ecke zu Ecke.</translation>
    </message>
    <message>
        <source>Drawing a sheet of {1} pictures</source>
        <translation>Zeichnet einen Bogen von {1} Bildern</translation>
    </message>
    <message>
        <source>Drawing pictures of the plain class ({1} of {2})</source>
        <translation>Zeichnet Bilder der bloßen Klasse ({1} von {2})</translation>
    </message>
    <message>
        <source>Drawing {1} {2}</source>
        <translation>Zeichnet {1} {2}</translation>
    </message>
    <message>
        <source>Draws cartoons of about 300 things and of people, 128 px, with the English words it was taught.</source>
        <translation>Zeichnet Cartoons von etwa 300 Dingen und von Menschen, 128 px, mit den englischen Wörtern, die es gelernt hat.</translation>
    </message>
    <message>
        <source>Drop a PNG, JPEG, WebP or AVIF file.</source>
        <translation>Eine PNG-, JPEG-, WebP- oder AVIF-Datei hierher ziehen.</translation>
    </message>
    <message>
        <source>Drop a picture as the program that drew it saved it; sending and editing often take the settings out.</source>
        <translation>Ein Bild nehmen, wie es das zeichnende Programm gespeichert hat; Verschicken und Bearbeiten entfernt die Einstellungen oft.</translation>
    </message>
    <message>
        <source>Export another method's artifact, or teach on the same model as a diffusers folder.</source>
        <translation>Das Artefakt einer anderen Methode exportieren oder demselben Modell als diffusers-Ordner anlernen.</translation>
    </message>
    <message>
        <source>Fetch it with `git lfs pull`.</source>
        <translation>Mit `git lfs pull` holen.</translation>
    </message>
    <message>
        <source>Finds faces, and tells whether photos show the same person.</source>
        <translation>Findet Gesichter und sagt, ob Fotos dieselbe Person zeigen.</translation>
    </message>
    <message>
        <source>Free some space on that disk, then try again.</source>
        <translation>Auf dieser Platte Platz schaffen, dann noch einmal versuchen.</translation>
    </message>
    <message>
        <source>Free some space, or give yourself the right to that folder.</source>
        <translation>Platz schaffen oder sich das Recht auf diesen Ordner geben.</translation>
    </message>
    <message>
        <source>Get a safetensors file instead.</source>
        <translation>Stattdessen eine safetensors-Datei besorgen.</translation>
    </message>
    <message>
        <source>Get a safetensors file of it from a source you trust.</source>
        <translation>Davon eine safetensors-Datei aus vertrauter Quelle besorgen.</translation>
    </message>
    <message>
        <source>Get it again, complete and as safetensors, in transformers' layout.</source>
        <translation>Besorgen Sie es neu, vollständig und als safetensors, in der Anordnung von transformers.</translation>
    </message>
    <message>
        <source>Get it again, complete.</source>
        <translation>Besorgen Sie es neu, vollständig.</translation>
    </message>
    <message>
        <source>Get it again.</source>
        <translation>Noch einmal besorgen.</translation>
    </message>
    <message>
        <source>Get it as .safetensors, or convert it first with `studio convert FILE`.</source>
        <translation>Als .safetensors beschaffen oder erst mit `studio convert DATEI` umwandeln.</translation>
    </message>
    <message>
        <source>Get it as .safetensors, or convert its files with `studio convert FILE` first.</source>
        <translation>Als .safetensors besorgen oder die Dateien zuerst mit `studio convert FILE` umwandeln.</translation>
    </message>
    <message>
        <source>Get it in fp16, bf16 or fp32.</source>
        <translation>In fp16, bf16 oder fp32 beschaffen.</translation>
    </message>
    <message>
        <source>Get the file again from where it came from.</source>
        <translation>Die Datei noch einmal von ihrer Quelle holen.</translation>
    </message>
    <message>
        <source>Get the file again, or use one that was published as it is.</source>
        <translation>Die Datei noch einmal holen oder eine nehmen, die so veröffentlicht wurde.</translation>
    </message>
    <message>
        <source>Get the file again.</source>
        <translation>Die Datei noch einmal holen.</translation>
    </message>
    <message>
        <source>Get the file again; the download may not have finished.</source>
        <translation>Die Datei noch einmal beschaffen; vielleicht wurde sie nicht ganz heruntergeladen.</translation>
    </message>
    <message>
        <source>Get the folder again, complete.</source>
        <translation>Den Ordner noch einmal holen, vollständig.</translation>
    </message>
    <message>
        <source>Get the folder again, or install the studio again.</source>
        <translation>Den Ordner noch einmal holen oder das Studio neu installieren.</translation>
    </message>
    <message>
        <source>Get the folder again, with its tokenizer.</source>
        <translation>Den Ordner noch einmal besorgen, mit seinem Tokenizer.</translation>
    </message>
    <message>
        <source>Get the folder again.</source>
        <translation>Den Ordner noch einmal holen.</translation>
    </message>
    <message>
        <source>Get the model as .safetensors.</source>
        <translation>Das Modell als .safetensors beschaffen.</translation>
    </message>
    <message>
        <source>Get the pack again with its licence, or use another one.</source>
        <translation>Besorgen Sie das Paket neu mit seiner Lizenz, oder nehmen Sie ein anderes.</translation>
    </message>
    <message>
        <source>Get the pack again, complete, or use the built-in one: `studio faces use mini-faces`.</source>
        <translation>Besorgen Sie das Paket neu, vollständig, oder nehmen Sie das eingebaute: `studio faces use mini-faces`.</translation>
    </message>
    <message>
        <source>Get the whole model again, or choose another one.</source>
        <translation>Das ganze Modell noch einmal beschaffen oder ein anderes wählen.</translation>
    </message>
    <message>
        <source>Get the whole model again; files of one part cannot be used.</source>
        <translation>Das ganze Modell noch einmal beschaffen; Dateien eines einzelnen Teils lassen sich nicht verwenden.</translation>
    </message>
    <message>
        <source>Give a .pt, .pth, .bin or .ckpt file of another program.</source>
        <translation>Eine .pt-, .pth-, .bin- oder .ckpt-Datei eines anderen Programms angeben.</translation>
    </message>
    <message>
        <source>Give a mask of the picture's size.</source>
        <translation>Eine Maske in der Größe des Bildes angeben.</translation>
    </message>
    <message>
        <source>Give a rare word for each subject, for example start_words="ktn pll ucd".</source>
        <translation>Für jedes Motiv ein seltenes Wort angeben, zum Beispiel start_words="ktn pll ucd".</translation>
    </message>
    <message>
        <source>Give at least one; three to eight make a good likeness.</source>
        <translation>Mindestens eines angeben; drei bis acht geben gute Ähnlichkeit.</translation>
    </message>
    <message>
        <source>Give epsilon or v_prediction.</source>
        <translation>epsilon oder v_prediction angeben.</translation>
    </message>
    <message>
        <source>Give it a prompt or a subject, or hide it.</source>
        <translation>Ihm einen Prompt oder ein Motiv geben oder ihn verbergen.</translation>
    </message>
    <message>
        <source>Give it one, for example “Rex”.</source>
        <translation>Ihm einen geben, zum Beispiel „Rex“.</translation>
    </message>
    <message>
        <source>Give the folder a bench was written to (--out).</source>
        <translation>Den Ordner angeben, in den ein Vergleich geschrieben wurde (--out).</translation>
    </message>
    <message>
        <source>Give the picture as well (--init).</source>
        <translation>Auch das Bild angeben (--init).</translation>
    </message>
    <message>
        <source>Give yourself the right to read that file, or copy it elsewhere.</source>
        <translation>Sich das Leserecht auf die Datei geben oder sie anderswohin kopieren.</translation>
    </message>
    <message>
        <source>Give yourself the right to that folder, or choose another one.</source>
        <translation>Sich das Recht auf den Ordner geben oder einen anderen wählen.</translation>
    </message>
    <message>
        <source>Go on with it: studio bench --out {1}</source>
        <translation>Fortsetzen mit: studio bench --out {1}</translation>
    </message>
    <message>
        <source>Going on</source>
        <translation>Geht weiter</translation>
    </message>
    <message>
        <source>Hide or remove some of them.</source>
        <translation>Einige davon verbergen oder entfernen.</translation>
    </message>
    <message>
        <source>If that fits what you do, add --agree; if not, stay with the built-in pack.</source>
        <translation>Wenn das zu Ihrem Vorhaben passt, fügen Sie --agree hinzu; wenn nicht, bleiben Sie beim eingebauten Paket.</translation>
    </message>
    <message>
        <source>Import a plain LoRA or an embedding for a Stable Diffusion model.</source>
        <translation>Ein einfaches LoRA oder ein Embedding für ein Stable-Diffusion-Modell importieren.</translation>
    </message>
    <message>
        <source>Import it: `studio artifact import FILE`.</source>
        <translation>Importieren: `studio artifact import FILE`.</translation>
    </message>
    <message>
        <source>Install the studio again, or choose one: `studio faces use PACK`.</source>
        <translation>Installieren Sie das Studio neu, oder wählen Sie eines: `studio faces use PAKET`.</translation>
    </message>
    <message>
        <source>Install the studio again.</source>
        <translation>Das Studio neu installieren.</translation>
    </message>
    <message>
        <source>It goes with a base model: import it with `studio artifact import FILE`.</source>
        <translation>Es gehört zu einem Basismodell: mit `studio artifact import DATEI` importieren.</translation>
    </message>
    <message>
        <source>It may have been moved or deleted meanwhile; choose it again.</source>
        <translation>Sie wurde vielleicht inzwischen verschoben oder gelöscht; noch einmal wählen.</translation>
    </message>
    <message>
        <source>It used “{1}”; import that file with `studio artifact import` to use it here.</source>
        <translation>Es nutzte „{1}“; jene Datei mit `studio artifact import` importieren, um sie hier zu nutzen.</translation>
    </message>
    <message>
        <source>It was drawn over another picture, which is not inside this file.</source>
        <translation>Es wurde über ein anderes Bild gezeichnet, das nicht in dieser Datei steckt.</translation>
    </message>
    <message>
        <source>It was drawn over “{1}”, which is not inside this file.</source>
        <translation>Es wurde über „{1}“ gezeichnet, das nicht in dieser Datei steckt.</translation>
    </message>
    <message>
        <source>It was enlarged after drawing; that is not done here.</source>
        <translation>Es wurde nach dem Zeichnen vergrößert; das geschieht hier nicht.</translation>
    </message>
    <message>
        <source>It was made with “{1}”, which is not on this computer; your base model stays.</source>
        <translation>Es entstand mit „{1}“, das nicht auf diesem Computer ist; das eigene Basismodell bleibt.</translation>
    </message>
    <message>
        <source>It was put aside as “{1}”; the pictures and subjects are not affected.</source>
        <translation>Es wurde als „{1}“ beiseitegelegt; Bilder und Motive sind nicht betroffen.</translation>
    </message>
    <message>
        <source>Its file “{1}” is missing.</source>
        <translation>Seine Datei „{1}“ fehlt.</translation>
    </message>
    <message>
        <source>Its graph draws {1} times; the first time is read.</source>
        <translation>Sein Graph zeichnet {1} Mal; das erste Mal wird gelesen.</translation>
    </message>
    <message>
        <source>Its licence forbids commercial use.</source>
        <translation>Die Lizenz verbietet kommerzielle Nutzung.</translation>
    </message>
    <message>
        <source>Its licence is not stated; find out what it allows before you use its pictures.</source>
        <translation>Die Lizenz ist nicht angegeben; vor der Nutzung der Bilder klären, was sie erlaubt.</translation>
    </message>
    <message>
        <source>Its size of {1} × {2} becomes {3} × {4}.</source>
        <translation>Seine Größe {1} × {2} wird zu {3} × {4}.</translation>
    </message>
    <message>
        <source>Its {1} cannot be used here and is left out: {2}.</source>
        <translation>{1} lässt sich hier nicht nutzen und bleibt weg: {2}.</translation>
    </message>
    <message>
        <source>Joining what was taught</source>
        <translation>Angelerntes wird vereint</translation>
    </message>
    <message>
        <source>Keep at least one photo for learning.</source>
        <translation>Mindestens ein Foto zum Lernen behalten.</translation>
    </message>
    <message>
        <source>Known: {1}.</source>
        <translation>Bekannt: {1}.</translation>
    </message>
    <message>
        <source>Knows drawn faces; that it finds none in a photograph means nothing.</source>
        <translation>Kennt gezeichnete Gesichter; dass es in einem Foto keines findet, bedeutet nichts.</translation>
    </message>
    <message>
        <source>Leave it; it takes no room in a library.</source>
        <translation>Es lassen; es nimmt in der Bibliothek keinen Platz ein.</translation>
    </message>
    <message>
        <source>Leave out --frames, or choose a base model for video.</source>
        <translation>--frames weglassen oder ein Basismodell für Video wählen.</translation>
    </message>
    <message>
        <source>Leave out --steer; `studio methods` shows what there is.</source>
        <translation>--steer weglassen; `studio methods` zeigt, was es gibt.</translation>
    </message>
    <message>
        <source>Leave the prediction out; it is chosen for single files only.</source>
        <translation>Die Vorhersage weglassen; gewählt wird sie nur für einzelne Dateien.</translation>
    </message>
    <message>
        <source>LoRA has no layers to teach.</source>
        <translation>LoRA hat keine Schichten zum Anlernen.</translation>
    </message>
    <message>
        <source>Loading the model</source>
        <translation>Lädt das Modell</translation>
    </message>
    <message>
        <source>Lower the learning rate, or choose fp32 precision, and teach anew.</source>
        <translation>Senken Sie die Lernrate oder wählen Sie die Genauigkeit fp32 und lehren Sie von vorn.</translation>
    </message>
    <message>
        <source>Made for the mini world; on photographs take it as a hint.</source>
        <translation>Für die Mini-Welt gemacht; bei Fotografien nur ein Anhaltspunkt.</translation>
    </message>
    <message>
        <source>Made for {1} × {2} px.</source>
        <translation>Gemacht für {1} × {2} px.</translation>
    </message>
    <message>
        <source>Made for {1} × {2} px; predicts {3}.</source>
        <translation>Für {1} × {2} px gemacht; sagt {3} voraus.</translation>
    </message>
    <message>
        <source>Make a region for each of them.</source>
        <translation>Für jedes davon einen Bereich machen.</translation>
    </message>
    <message>
        <source>Make it safe first: `studio convert {1}`, and use the .safetensors file.</source>
        <translation>Zuerst sicher machen: `studio convert {1}`, dann die .safetensors-Datei verwenden.</translation>
    </message>
    <message>
        <source>Make it shorter; a model reads no more than a few sentences.</source>
        <translation>Ihn kürzen; ein Modell liest nicht mehr als ein paar Sätze.</translation>
    </message>
    <message>
        <source>Make it smaller first; {1} million pixels and {2} MB fit.</source>
        <translation>Zuerst verkleinern; {1} Millionen Pixel und {2} MB passen.</translation>
    </message>
    <message>
        <source>Make its file safe first: `studio convert FILE`, and use the .safetensors file.</source>
        <translation>Die Datei zuerst sicher machen: `studio convert FILE`, dann die .safetensors-Datei verwenden.</translation>
    </message>
    <message>
        <source>Measures likeness on photographs.</source>
        <translation>Misst die Ähnlichkeit auf Fotografien.</translation>
    </message>
    <message>
        <source>Measures likeness: is it this very subject?</source>
        <translation>Misst die Ähnlichkeit: Ist es genau dieses Motiv?</translation>
    </message>
    <message>
        <source>Measures prompt fit on photographs.</source>
        <translation>Misst auf Fotografien, ob das Bild zum Prompt passt.</translation>
    </message>
    <message>
        <source>Measures prompt fit: does the picture show what was asked?</source>
        <translation>Misst, ob das Bild zeigt, was der Prompt verlangt.</translation>
    </message>
    <message>
        <source>Merge artifacts of different subjects.</source>
        <translation>Artefakte verschiedener Motive vereinen.</translation>
    </message>
    <message>
        <source>Merge artifacts of one base model.</source>
        <translation>Artefakte eines Basismodells vereinen.</translation>
    </message>
    <message>
        <source>Merge artifacts of one method.</source>
        <translation>Artefakte einer Methode vereinen.</translation>
    </message>
    <message>
        <source>Move it away first, then restore again.</source>
        <translation>Zuerst wegräumen, dann noch einmal wiederherstellen.</translation>
    </message>
    <message>
        <source>Name its file, or make it a rect.</source>
        <translation>Seine Datei nennen oder ein Rechteck daraus machen.</translation>
    </message>
    <message>
        <source>Name the file itself.</source>
        <translation>Die Datei selbst nennen.</translation>
    </message>
    <message>
        <source>Name two or more, of different subjects.</source>
        <translation>Zwei oder mehr nennen, von verschiedenen Motiven.</translation>
    </message>
    <message>
        <source>No click is on the subject.</source>
        <translation>Kein Klick liegt auf dem Motiv.</translation>
    </message>
    <message>
        <source>No subject was found there.</source>
        <translation>Dort wurde kein Motiv gefunden.</translation>
    </message>
    <message>
        <source>None of these methods can be benched here. {1}</source>
        <translation>Keine dieser Methoden kann hier verglichen werden. {1}</translation>
    </message>
    <message>
        <source>Nothing in this picture has the setting “{1}”.</source>
        <translation>Nichts in diesem Bild hat die Einstellung „{1}“.</translation>
    </message>
    <message>
        <source>Nothing says what to select.</source>
        <translation>Nichts sagt, was ausgewählt werden soll.</translation>
    </message>
    <message>
        <source>Nothing taught is in this picture, so it has no strength.</source>
        <translation>Nichts Angelerntes ist in diesem Bild, also hat es keine Stärke.</translation>
    </message>
    <message>
        <source>One artifact alone cannot be merged.</source>
        <translation>Ein einzelnes Artefakt lässt sich nicht vereinen.</translation>
    </message>
    <message>
        <source>One of the processes that teach together ended (exit code {1}).</source>
        <translation>Einer der Prozesse, die zusammen anlernen, endete (Rückgabewert {1}).</translation>
    </message>
    <message>
        <source>Only artifacts of keys and values can be merged.</source>
        <translation>Nur Artefakte aus Schlüsseln und Werten lassen sich vereinen.</translation>
    </message>
    <message>
        <source>Open the photo again.</source>
        <translation>Das Foto noch einmal öffnen.</translation>
    </message>
    <message>
        <source>Paint it white there.</source>
        <translation>Dort weiß malen.</translation>
    </message>
    <message>
        <source>Paint white where the picture is to change; black stays.</source>
        <translation>Weiß malen, wo das Bild sich ändern soll; Schwarz bleibt.</translation>
    </message>
    <message>
        <source>Pictures of {1}x{2} px cannot be drawn.</source>
        <translation>Bilder von {1}x{2} px lassen sich nicht zeichnen.</translation>
    </message>
    <message>
        <source>Put it beside the layout file, for example as masks/r1.png.</source>
        <translation>Neben die Layout-Datei legen, zum Beispiel als masks/r1.png.</translation>
    </message>
    <message>
        <source>Put its folder into “{1}”, or give the folder's path.</source>
        <translation>Legen Sie seinen Ordner in „{1}“, oder geben Sie den Pfad des Ordners an.</translation>
    </message>
    <message>
        <source>Put the file back, or register it again.</source>
        <translation>Die Datei zurücklegen oder das Modell neu eintragen.</translation>
    </message>
    <message>
        <source>Raise the learning rate, or choose fp32 precision.</source>
        <translation>Erhöhen Sie die Lernrate oder wählen Sie die Genauigkeit fp32.</translation>
    </message>
    <message>
        <source>Raise the learning rate, or choose other layers to teach.</source>
        <translation>Erhöhen Sie die Lernrate oder wählen Sie andere Schichten.</translation>
    </message>
    <message>
        <source>Reading the photos</source>
        <translation>Liest die Fotos</translation>
    </message>
    <message>
        <source>Reads the labels of the mini world, for the gates of the mini base model.</source>
        <translation>Liest die Etiketten der kleinen Welt, für die Prüfungen des kleinen Grundmodells.</translation>
    </message>
    <message>
        <source>Remove it, or make it UTF-8.</source>
        <translation>Entfernen oder als UTF-8 speichern.</translation>
    </message>
    <message>
        <source>Remove “{1}” first, or leave this one.</source>
        <translation>Zuerst „{1}“ entfernen oder dieses lassen.</translation>
    </message>
    <message>
        <source>Rename one of them, then teach again.</source>
        <translation>Eines davon umbenennen, dann neu anlernen.</translation>
    </message>
    <message>
        <source>Restore into a new folder: `studio library restore FILE --library DIR`.</source>
        <translation>In einen neuen Ordner wiederherstellen: `studio library restore FILE --library DIR`.</translation>
    </message>
    <message>
        <source>Restore it first.</source>
        <translation>Zuerst wiederherstellen.</translation>
    </message>
    <message>
        <source>Restore it from a backup, or add the photo again.</source>
        <translation>Aus einer Sicherung wiederherstellen oder das Foto noch einmal hinzufügen.</translation>
    </message>
    <message>
        <source>Restore it from a backup, or draw it again.</source>
        <translation>Aus einer Sicherung wiederherstellen oder noch einmal zeichnen.</translation>
    </message>
    <message>
        <source>Restore it from a backup, or remove the photo; `studio library check` names all that are missing.</source>
        <translation>Aus einer Sicherung wiederherstellen oder das Foto entfernen; `studio library check` nennt alle fehlenden.</translation>
    </message>
    <message>
        <source>Restore it from a backup, or teach the subject again.</source>
        <translation>Aus einer Sicherung wiederherstellen oder das Motiv noch einmal anlernen.</translation>
    </message>
    <message>
        <source>Restore it from a backup, or update the studio.</source>
        <translation>Aus einer Sicherung wiederherstellen oder das Studio aktualisieren.</translation>
    </message>
    <message>
        <source>Restore it from a backup.</source>
        <translation>Aus einer Sicherung wiederherstellen.</translation>
    </message>
    <message>
        <source>Restore the artifact from a backup.</source>
        <translation>Das Artefakt aus einer Sicherung wiederherstellen.</translation>
    </message>
    <message>
        <source>Restore the file by hand.</source>
        <translation>Die Datei von Hand wiederherstellen.</translation>
    </message>
    <message>
        <source>Restore the file from a backup, or remove it to start anew.</source>
        <translation>Die Datei aus einer Sicherung wiederherstellen oder sie entfernen, um neu zu beginnen.</translation>
    </message>
    <message>
        <source>Restore {1} from the trash first.</source>
        <translation>Zuerst {1} aus dem Papierkorb zurückholen.</translation>
    </message>
    <message>
        <source>Resume the job.</source>
        <translation>Den Auftrag fortsetzen.</translation>
    </message>
    <message>
        <source>Resume the job: it goes on from the last checkpoint.</source>
        <translation>Den Auftrag fortsetzen: Er geht beim letzten Zwischenstand weiter.</translation>
    </message>
    <message>
        <source>Resume the job; if it happens again, look at its log.</source>
        <translation>Den Auftrag fortsetzen; geschieht es wieder, das Protokoll ansehen.</translation>
    </message>
    <message>
        <source>Resume the job; if it happens again, report it with the job's log.</source>
        <translation>Den Auftrag fortsetzen; geschieht es wieder, es mit dem Protokoll des Auftrags melden.</translation>
    </message>
    <message>
        <source>Run `studio library check`.</source>
        <translation>`studio library check` ausführen.</translation>
    </message>
    <message>
        <source>Run `studio library rebuild`.</source>
        <translation>`studio library rebuild` ausführen.</translation>
    </message>
    <message>
        <source>Run `studio library rebuild`; nothing is lost by it.</source>
        <translation>`studio library rebuild` ausführen; nichts geht dabei verloren.</translation>
    </message>
    <message>
        <source>Run it with `studio run`.</source>
        <translation>Mit `studio run` ausführen.</translation>
    </message>
    <message>
        <source>Run the bench again with the same --out: it draws what is missing.</source>
        <translation>Den Vergleich mit demselben --out noch einmal starten: Er zeichnet, was fehlt.</translation>
    </message>
    <message>
        <source>Save it as fp16 or fp32 in the program it came from.</source>
        <translation>Es in seinem Programm als fp16 oder fp32 speichern.</translation>
    </message>
    <message>
        <source>Say what it is on the Subjects screen, such as “dog”.</source>
        <translation>Auf der Seite „Motive“ angeben, was es ist, etwa „dog“.</translation>
    </message>
    <message>
        <source>Say what it is, for example “dog”.</source>
        <translation>Sagen, was es ist, zum Beispiel „dog“.</translation>
    </message>
    <message>
        <source>Say what to draw, for example “@rex on a beach”.</source>
        <translation>Sagen, was gezeichnet werden soll, zum Beispiel „@rex on a beach“.</translation>
    </message>
    <message>
        <source>Say who agreed and how.</source>
        <translation>Sagen, wer zugestimmt hat und wie.</translation>
    </message>
    <message>
        <source>Say who agreed and how: `--consent "She agreed by mail, 3 May"`.</source>
        <translation>Sagen, wer zugestimmt hat und wie: `--consent "She agreed by mail, 3 May"`.</translation>
    </message>
    <message>
        <source>Score an artifact of another method.</source>
        <translation>Ein Artefakt einer anderen Methode bewerten.</translation>
    </message>
    <message>
        <source>Scoring the likeness</source>
        <translation>Misst die Ähnlichkeit</translation>
    </message>
    <message>
        <source>See `studio methods`.</source>
        <translation>Siehe `studio methods`.</translation>
    </message>
    <message>
        <source>See docs/cli.md for the form.</source>
        <translation>Die Form steht in docs/cli.md.</translation>
    </message>
    <message>
        <source>See docs/cli.md.</source>
        <translation>Siehe docs/cli.md.</translation>
    </message>
    <message>
        <source>Shorten it, and put the rest into the notes.</source>
        <translation>Ihn kürzen und den Rest in die Notizen schreiben.</translation>
    </message>
    <message>
        <source>Start the bench anew.</source>
        <translation>Den Vergleich neu beginnen.</translation>
    </message>
    <message>
        <source>Start the bench in another folder.</source>
        <translation>Den Vergleich in einem anderen Ordner starten.</translation>
    </message>
    <message>
        <source>Start the job anew from its prompt.</source>
        <translation>Den Auftrag aus seinem Prompt neu beginnen.</translation>
    </message>
    <message>
        <source>Start the job anew from its subject or its prompt.</source>
        <translation>Den Auftrag aus Motiv oder Prompt neu beginnen.</translation>
    </message>
    <message>
        <source>Step {1} cannot be chosen later. {2}</source>
        <translation>Schritt {1} lässt sich später nicht wählen. {2}</translation>
    </message>
    <message>
        <source>Step {1} was not kept.</source>
        <translation>Schritt {1} wurde nicht behalten.</translation>
    </message>
    <message>
        <source>Switch Text encoder on, or set Text preservation to 0.</source>
        <translation>Schalten Sie den Textencoder ein oder setzen Sie die Texterhaltung auf 0.</translation>
    </message>
    <message>
        <source>Switch at least one group of layers on.</source>
        <translation>Mindestens eine Gruppe von Schichten einschalten.</translation>
    </message>
    <message>
        <source>Teach the subject again.</source>
        <translation>Das Motiv noch einmal anlernen.</translation>
    </message>
    <message>
        <source>Teach the subject to this base model, or choose an artifact for the region.</source>
        <translation>Das Motiv diesem Basismodell anlernen oder ein Artefakt für den Bereich wählen.</translation>
    </message>
    <message>
        <source>Teach the subject with `studio train` and take “method” and “reference” out of the region.</source>
        <translation>Das Motiv mit `studio train` anlernen und „method“ und „reference“ aus dem Bereich nehmen.</translation>
    </message>
    <message>
        <source>Teach the subject with `studio train`, then write its @name in the prompt.</source>
        <translation>Das Motiv mit `studio train` anlernen, dann seinen @Namen in den Prompt schreiben.</translation>
    </message>
    <message>
        <source>Teach the subjects again.</source>
        <translation>Die Motive neu anlernen.</translation>
    </message>
    <message>
        <source>Teach the subjects one after another; they can be drawn together.</source>
        <translation>Die Motive nacheinander anlernen; sie lassen sich zusammen zeichnen.</translation>
    </message>
    <message>
        <source>Teach {1} again with scope=keys_values.</source>
        <translation>{1} mit scope=keys_values neu anlernen.</translation>
    </message>
    <message>
        <source>Teaching became unstable at step {1}: its gradient is no longer a number.</source>
        <translation>Das Lehren wurde bei Schritt {1} instabil: Sein Gradient ist keine Zahl mehr.</translation>
    </message>
    <message>
        <source>Teaching became unstable at step {1}: the loss “{2}” is no longer a number.</source>
        <translation>Das Lehren wurde bei Schritt {1} instabil: Der Verlust „{2}“ ist keine Zahl mehr.</translation>
    </message>
    <message>
        <source>Teaching has changed nothing: every learned number is what it was at the start.</source>
        <translation>Das Lehren hat nichts geändert: Jede gelernte Zahl ist, was sie am Anfang war.</translation>
    </message>
    <message>
        <source>Teaching in {1} processes does not fit this machine with {2}.</source>
        <translation>Anlernen in {1} Prozessen passt nicht zu diesem Rechner mit {2}.</translation>
    </message>
    <message>
        <source>Teaching went wrong: some of what was learned is no number.</source>
        <translation>Das Lehren ging schief: Ein Teil des Gelernten ist keine Zahl.</translation>
    </message>
    <message>
        <source>Teaching {1} by {2}</source>
        <translation>Lernt {1} durch {2} an</translation>
    </message>
    <message>
        <source>Text preservation holds the text encoder, which is not tuned here.</source>
        <translation>Texterhaltung hält den Textencoder fest, der hier nicht angelernt wird.</translation>
    </message>
    <message>
        <source>The SAM 2 in “{1}” cannot be loaded.</source>
        <translation>Das SAM 2 in „{1}“ kann nicht geladen werden.</translation>
    </message>
    <message>
        <source>The artifact does not fit the {1} of the backbone: {2} differs.</source>
        <translation>Das Artefakt passt nicht zum {1} des Basismodells: {2} weicht ab.</translation>
    </message>
    <message>
        <source>The artifact has no {1}{2}.</source>
        <translation>Das Artefakt hat kein {1}{2}.</translation>
    </message>
    <message>
        <source>The artifact is of step {1}, the last good one; lower the learning rate next time.</source>
        <translation>Das Artefakt ist von Schritt {1}, dem letzten guten; senken Sie beim nächsten Mal die Lernrate.</translation>
    </message>
    <message>
        <source>The artifact to go on from holds another subject.</source>
        <translation>Das Artefakt, von dem es weitergehen soll, enthält ein anderes Motiv.</translation>
    </message>
    <message>
        <source>The artifact to go on from was taught by {1}, not by {2}.</source>
        <translation>Das Artefakt, von dem es weitergehen soll, wurde durch {1} angelernt, nicht durch {2}.</translation>
    </message>
    <message>
        <source>The artifact to go on from was taught with other layers or another rank.</source>
        <translation>Das Artefakt, von dem es weitergehen soll, hat andere Schichten oder einen anderen Rang.</translation>
    </message>
    <message>
        <source>The artifact to go on from was taught with other layers or other subjects.</source>
        <translation>Das Artefakt, von dem weitergelernt werden soll, wurde mit anderen Schichten oder anderen Motiven angelernt.</translation>
    </message>
    <message>
        <source>The artifact {1} was changed after it was made: its tensors do not match the manifest.</source>
        <translation>Das Artefakt {1} wurde nachträglich verändert: Seine Tensoren passen nicht zum Manifest.</translation>
    </message>
    <message>
        <source>The artifact {1} was made by a newer version of the studio.</source>
        <translation>Das Artefakt {1} stammt von einer neueren Version des Studios.</translation>
    </message>
    <message>
        <source>The artifacts were taught by {1} and by {2}.</source>
        <translation>Die Artefakte wurden mit {1} und mit {2} angelernt.</translation>
    </message>
    <message>
        <source>The artifacts were taught on different base models, {1} and {2}.</source>
        <translation>Die Artefakte wurden verschiedenen Basismodellen angelernt, {1} und {2}.</translation>
    </message>
    <message>
        <source>The backbone {1} cannot be used: {2}</source>
        <translation>Das Basismodell {1} ist nicht nutzbar: {2}</translation>
    </message>
    <message>
        <source>The backbone {1} is a single file, and the whole model is written as a diffusers folder.</source>
        <translation>Das Basismodell {1} ist eine einzelne Datei; das ganze Modell wird als diffusers-Ordner geschrieben.</translation>
    </message>
    <message>
        <source>The backbone {1}, which this model needs around it, is not registered here.</source>
        <translation>Das Basismodell {1}, das dieses Modell um sich braucht, ist hier nicht eingetragen.</translation>
    </message>
    <message>
        <source>The backup “{1}” does not read back as written.</source>
        <translation>Die Sicherung „{1}“ liest sich nicht so zurück, wie sie geschrieben wurde.</translation>
    </message>
    <message>
        <source>The backup “{1}” is damaged.</source>
        <translation>Die Sicherung „{1}“ ist beschädigt.</translation>
    </message>
    <message>
        <source>The backup “{1}” is from a newer version of the studio.</source>
        <translation>Die Sicherung „{1}“ stammt von einer neueren Version des Studios.</translation>
    </message>
    <message>
        <source>The base model has no word for “{1}”.</source>
        <translation>Das Basismodell hat kein Wort für „{1}“.</translation>
    </message>
    <message>
        <source>The base model is loaded in half precision.</source>
        <translation>Das Basismodell ist in halber Genauigkeit geladen.</translation>
    </message>
    <message>
        <source>The base model {1} does not know the word “{2}”, so the likeness has little to build on.</source>
        <translation>Das Grundmodell {1} kennt das Wort „{2}“ nicht, daher hat die Ähnlichkeit wenig, worauf sie bauen kann.</translation>
    </message>
    <message>
        <source>The base model “{1}” draws pictures, not clips.</source>
        <translation>Das Basismodell „{1}“ zeichnet Bilder, keine Clips.</translation>
    </message>
    <message>
        <source>The bench in “{1}” is not finished.</source>
        <translation>Der Vergleich in „{1}“ ist nicht fertig.</translation>
    </message>
    <message>
        <source>The box does not lie in the picture.</source>
        <translation>Der Rahmen liegt nicht im Bild.</translation>
    </message>
    <message>
        <source>The braces of a variation are not balanced.</source>
        <translation>Die Klammern einer Variation gehen nicht auf.</translation>
    </message>
    <message>
        <source>The brushed masks of its regions are not inside this file; their boxes are used.</source>
        <translation>Die gemalten Masken der Bereiche stecken nicht in dieser Datei; ihre Kästen gelten.</translation>
    </message>
    <message>
        <source>The canvas of the last session is damaged and could not be restored.</source>
        <translation>Die Leinwand der letzten Sitzung ist beschädigt und ließ sich nicht wiederherstellen.</translation>
    </message>
    <message>
        <source>The caption network in “{1}” cannot be loaded.</source>
        <translation>Das Netz für Bildtexte in „{1}“ lässt sich nicht laden.</translation>
    </message>
    <message>
        <source>The catalogue of methods is damaged.</source>
        <translation>Der Katalog der Methoden ist beschädigt.</translation>
    </message>
    <message>
        <source>The class word “{1}” holds signs that are no letters.</source>
        <translation>Das Klassenwort „{1}“ enthält Zeichen, die keine Buchstaben sind.</translation>
    </message>
    <message>
        <source>The class word “{1}” is too long.</source>
        <translation>Das Klassenwort „{1}“ ist zu lang.</translation>
    </message>
    <message>
        <source>The configuration of “{1}” is damaged.</source>
        <translation>Die Konfiguration von „{1}“ ist beschädigt.</translation>
    </message>
    <message>
        <source>The crop of “{1}” is empty or outside the photo.</source>
        <translation>Der Zuschnitt von „{1}“ ist leer oder liegt außerhalb des Fotos.</translation>
    </message>
    <message>
        <source>The detector of the face pack “{1}” gives no points of a face.</source>
        <translation>Der Detektor des Gesichterpakets „{1}“ liefert keine Punkte eines Gesichts.</translation>
    </message>
    <message>
        <source>The engine met an error that was not foreseen ({1}: {2}).</source>
        <translation>Die Engine stieß auf einen nicht vorgesehenen Fehler ({1}: {2}).</translation>
    </message>
    <message>
        <source>The face pack “{1}” cannot be loaded.</source>
        <translation>Das Gesichterpaket „{1}“ lässt sich nicht laden.</translation>
    </message>
    <message>
        <source>The face pack “{1}” has no detector.</source>
        <translation>Das Gesichterpaket „{1}“ hat keinen Detektor.</translation>
    </message>
    <message>
        <source>The face pack “{1}” has no network for recognition.</source>
        <translation>Das Gesichterpaket „{1}“ hat kein Netz zum Wiedererkennen.</translation>
    </message>
    <message>
        <source>The face pack “{1}” has no network for {2}.</source>
        <translation>Das Gesichterpaket „{1}“ hat kein Netz für {2}.</translation>
    </message>
    <message>
        <source>The face pack “{1}” is for {2}.</source>
        <translation>Das Gesichterpaket „{1}“ ist nur bestimmt für: {2}.</translation>
    </message>
    <message>
        <source>The face pack “{1}” is not the one that was chosen: its files changed.</source>
        <translation>Das Gesichterpaket „{1}“ ist nicht mehr das gewählte: Seine Dateien haben sich geändert.</translation>
    </message>
    <message>
        <source>The face pack “{1}” lacks its file “{2}”.</source>
        <translation>Dem Gesichterpaket „{1}“ fehlt die Datei „{2}“.</translation>
    </message>
    <message>
        <source>The file does not say what it predicts, {1} was taken. If its pictures are only noise, add it again with --name and --prediction epsilon.</source>
        <translation>Die Datei sagt nicht, was sie vorhersagt; angenommen wurde {1}. Sind die Bilder nur Rauschen, das Modell mit --name und --prediction epsilon noch einmal hinzufügen.</translation>
    </message>
    <message>
        <source>The format {1} cannot hold {2}, which is what {3} leaves behind.</source>
        <translation>Das Format {1} fasst {2} nicht, was {3} hinterlässt.</translation>
    </message>
    <message>
        <source>The index “{1}” cannot be used: {2}.</source>
        <translation>Der Index „{1}“ ist nicht nutzbar: {2}.</translation>
    </message>
    <message>
        <source>The index “{1}” is damaged.</source>
        <translation>Der Index „{1}“ ist beschädigt.</translation>
    </message>
    <message>
        <source>The instance encoder is missing.</source>
        <translation>Der Instanz-Encoder fehlt.</translation>
    </message>
    <message>
        <source>The job in “{1}” was made by a newer version of the studio.</source>
        <translation>Der Auftrag in „{1}“ stammt von einer neueren Version des Studios.</translation>
    </message>
    <message>
        <source>The job {1} is already running.</source>
        <translation>Der Auftrag {1} läuft schon.</translation>
    </message>
    <message>
        <source>The job {1} teaches nothing.</source>
        <translation>Der Auftrag {1} lernt nichts an.</translation>
    </message>
    <message>
        <source>The judge in “{1}” is damaged.</source>
        <translation>Der Gutachter in „{1}“ ist beschädigt.</translation>
    </message>
    <message>
        <source>The layout has {1} regions; {2} can be drawn together.</source>
        <translation>Das Layout hat {1} Bereiche; {2} lassen sich zusammen zeichnen.</translation>
    </message>
    <message>
        <source>The library “{1}” is from a newer version of the studio.</source>
        <translation>Die Bibliothek „{1}“ stammt von einer neueren Version des Studios.</translation>
    </message>
    <message>
        <source>The library “{1}” is in use by {2}.</source>
        <translation>Die Bibliothek „{1}“ wird von {2} benutzt.</translation>
    </message>
    <message>
        <source>The licence file of the face pack “{1}” is not valid.</source>
        <translation>Die Lizenzdatei des Gesichterpakets „{1}“ ist nicht gültig.</translation>
    </message>
    <message>
        <source>The list of samples is damaged.</source>
        <translation>Die Liste der Beispiele ist beschädigt.</translation>
    </message>
    <message>
        <source>The manifest in the folder of {1} belongs to {2}.</source>
        <translation>Das Manifest im Ordner von {1} gehört zu {2}.</translation>
    </message>
    <message>
        <source>The manifest of the artifact {1} is damaged.</source>
        <translation>Das Manifest des Artefakts {1} ist beschädigt.</translation>
    </message>
    <message>
        <source>The manifest of the face pack “{1}” cannot be used.</source>
        <translation>Das Manifest des Gesichterpakets „{1}“ lässt sich nicht verwenden.</translation>
    </message>
    <message>
        <source>The mask covers {1}, so it says nothing about the subject.</source>
        <translation>Die Maske bedeckt {1} und sagt daher nichts über das Motiv.</translation>
    </message>
    <message>
        <source>The mask is {1} pixels, the picture {2} × {3}.</source>
        <translation>Die Maske hat {1} Pixel, das Bild {2} × {3}.</translation>
    </message>
    <message>
        <source>The mask of the region “{1}” is empty inside its box.</source>
        <translation>Die Maske des Bereichs „{1}“ ist in ihrem Kasten leer.</translation>
    </message>
    <message>
        <source>The mask of the region “{1}” lies outside the layout's folder.</source>
        <translation>Die Maske des Bereichs „{1}“ liegt außerhalb des Layout-Ordners.</translation>
    </message>
    <message>
        <source>The mask of “{1}” covers nothing of the part that is shown.</source>
        <translation>Die Maske von „{1}“ deckt nichts von dem Teil, der gezeigt wird.</translation>
    </message>
    <message>
        <source>The mask “{1}” marks nothing to redraw.</source>
        <translation>Die Maske „{1}“ markiert nichts zum Neuzeichnen.</translation>
    </message>
    <message>
        <source>The mask “{1}” of the region “{2}” is missing.</source>
        <translation>Die Maske „{1}“ des Bereichs „{2}“ fehlt.</translation>
    </message>
    <message>
        <source>The memory of this computer is not enough for this request.</source>
        <translation>Der Speicher dieses Computers reicht für diesen Wunsch nicht.</translation>
    </message>
    <message>
        <source>The model in “{1}” has no tokenizer.</source>
        <translation>Das Modell in „{1}“ hat keinen Tokenizer.</translation>
    </message>
    <message>
        <source>The model in “{1}” is damaged: “{2}” has the wrong form.</source>
        <translation>Das Modell in „{1}“ ist beschädigt: „{2}“ hat die falsche Form.</translation>
    </message>
    <message>
        <source>The model in “{1}” is incomplete: “{2}” is missing or damaged.</source>
        <translation>Das Modell in „{1}“ ist unvollständig: „{2}“ fehlt oder ist beschädigt.</translation>
    </message>
    <message>
        <source>The model in “{1}” is made for inpainting or another special task, not for text to image.</source>
        <translation>Das Modell in „{1}“ ist für Inpainting oder eine andere Sonderaufgabe gemacht, nicht für Text zu Bild.</translation>
    </message>
    <message>
        <source>The model in “{1}” is of a family that cannot be used yet ({2}).</source>
        <translation>Das Modell in „{1}“ ist von einer Familie, die noch nicht nutzbar ist ({2}).</translation>
    </message>
    <message>
        <source>The model in “{1}” is stored as pickle files, which can hide programs.</source>
        <translation>Das Modell in „{1}“ liegt als Pickle-Dateien vor, in denen sich Programme verstecken können.</translation>
    </message>
    <message>
        <source>The name has {1} characters; {2} fit.</source>
        <translation>Der Name hat {1} Zeichen; {2} passen.</translation>
    </message>
    <message>
        <source>The name is longer than {1} letters.</source>
        <translation>Der Name ist länger als {1} Buchstaben.</translation>
    </message>
    <message>
        <source>The name “{1}” has no letter.</source>
        <translation>Der Name „{1}“ hat keinen Buchstaben.</translation>
    </message>
    <message>
        <source>The name “{1}” holds “{2}”, which a prompt cannot hold.</source>
        <translation>Der Name „{1}“ enthält „{2}“, was ein Prompt nicht enthalten kann.</translation>
    </message>
    <message>
        <source>The name “{1}” looks like an id.</source>
        <translation>Der Name „{1}“ sieht wie eine Id aus.</translation>
    </message>
    <message>
        <source>The names are empty.</source>
        <translation>Die Namen sind leer.</translation>
    </message>
    <message>
        <source>The nearest size is {1}.</source>
        <translation>Die nächste Größe ist {1}.</translation>
    </message>
    <message>
        <source>The network in “{1}” cannot be loaded.</source>
        <translation>Das Netz in „{1}“ lässt sich nicht laden.</translation>
    </message>
    <message>
        <source>The original of “{1}” is missing.</source>
        <translation>Das Original von „{1}“ fehlt.</translation>
    </message>
    <message>
        <source>The original of “{1}” of {2} was changed.</source>
        <translation>Das Original von „{1}“ von {2} wurde verändert.</translation>
    </message>
    <message>
        <source>The parts of the model in “{1}” do not belong together.</source>
        <translation>Die Teile des Modells in „{1}“ gehören nicht zusammen.</translation>
    </message>
    <message>
        <source>The parts of the segmenter in “{1}” do not belong together.</source>
        <translation>Die Teile des Segmentierers in „{1}“ gehören nicht zusammen.</translation>
    </message>
    <message>
        <source>The picture cannot be read.</source>
        <translation>Das Bild kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>The picture of the result {1} is damaged.</source>
        <translation>Das Bild des Ergebnisses {1} ist beschädigt.</translation>
    </message>
    <message>
        <source>The picture of the result {1} is missing.</source>
        <translation>Das Bild des Ergebnisses {1} fehlt.</translation>
    </message>
    <message>
        <source>The presets in “{1}” are damaged.</source>
        <translation>Die Voreinstellungen in „{1}“ sind beschädigt.</translation>
    </message>
    <message>
        <source>The preview score has been falling since step {1}: it begins to over-fit.</source>
        <translation>Die Vorschau-Wertung fällt seit Schritt {1}: die Überanpassung beginnt.</translation>
    </message>
    <message>
        <source>The program that ran this job is gone.</source>
        <translation>Das Programm, das diesen Auftrag ausführte, ist fort.</translation>
    </message>
    <message>
        <source>The prompt has {1} characters; {2} fit.</source>
        <translation>Der Prompt hat {1} Zeichen; {2} passen.</translation>
    </message>
    <message>
        <source>The prompt is empty.</source>
        <translation>Der Prompt ist leer.</translation>
    </message>
    <message>
        <source>The prompt “{1}” does not say once where the subject goes.</source>
        <translation>Der Prompt „{1}“ sagt nicht einmal, wo das Motiv hinkommt.</translation>
    </message>
    <message>
        <source>The region {1} asks for a method that draws straight from photos; this version has none.</source>
        <translation>Der Bereich {1} verlangt eine Methode, die direkt aus Fotos zeichnet; diese Version hat keine.</translation>
    </message>
    <message>
        <source>The region {1} names a subject but no artifact of it.</source>
        <translation>Der Bereich {1} nennt ein Motiv, aber kein Artefakt davon.</translation>
    </message>
    <message>
        <source>The region {1} names {2} subjects; one subject fits a region.</source>
        <translation>Der Bereich {1} nennt {2} Motive; in einen Bereich passt eines.</translation>
    </message>
    <message>
        <source>The region {1} says nothing to draw.</source>
        <translation>Der Bereich {1} sagt nichts zu zeichnen.</translation>
    </message>
    <message>
        <source>The region “{1}” has the shape of a mask and no mask.</source>
        <translation>Der Bereich „{1}“ hat die Form einer Maske und keine Maske.</translation>
    </message>
    <message>
        <source>The request of the job in “{1}” is damaged.</source>
        <translation>Die Anfrage des Auftrags in „{1}“ ist beschädigt.</translation>
    </message>
    <message>
        <source>The result {1} has no valid date.</source>
        <translation>Das Ergebnis {1} hat kein gültiges Datum.</translation>
    </message>
    <message>
        <source>The result {1} names a file elsewhere.</source>
        <translation>Das Ergebnis {1} nennt eine Datei anderswo.</translation>
    </message>
    <message>
        <source>The sampler “{1}” does not exist here; the nearest one is taken.</source>
        <translation>Den Sampler „{1}“ gibt es hier nicht; der ähnlichste wird genommen.</translation>
    </message>
    <message>
        <source>The sampler “{1}” does not exist here; yours stays.</source>
        <translation>Den Sampler „{1}“ gibt es hier nicht; der eingestellte bleibt.</translation>
    </message>
    <message>
        <source>The studio's segmenter is not installed.</source>
        <translation>Der Segmentierer des Studios ist nicht installiert.</translation>
    </message>
    <message>
        <source>The subject has no class word.</source>
        <translation>Das Motiv hat kein Klassenwort.</translation>
    </message>
    <message>
        <source>The subject has no name.</source>
        <translation>Das Motiv hat keinen Namen.</translation>
    </message>
    <message>
        <source>The tensors of the artifact {1} are damaged.</source>
        <translation>Die Tensoren des Artefakts {1} sind beschädigt.</translation>
    </message>
    <message>
        <source>The tensors of the artifact {1} are missing.</source>
        <translation>Die Tensoren des Artefakts {1} fehlen.</translation>
    </message>
    <message>
        <source>The trash names a place outside the library: “{1}”.</source>
        <translation>Der Papierkorb nennt einen Ort außerhalb der Bibliothek: „{1}“.</translation>
    </message>
    <message>
        <source>The weight of “({1})” must lie between 0 and {2}.</source>
        <translation>Das Gewicht von „({1})“ muss zwischen 0 und {2} liegen.</translation>
    </message>
    <message>
        <source>The weight {1} of “{2}” is out of bounds.</source>
        <translation>Das Gewicht {1} von „{2}“ liegt außerhalb der Grenzen.</translation>
    </message>
    <message>
        <source>The weights in “{1}” are cut off: {2} of {3} bytes are there.</source>
        <translation>Die Gewichte in „{1}“ sind abgeschnitten: {2} von {3} Bytes sind da.</translation>
    </message>
    <message>
        <source>The weights in “{1}” are damaged.</source>
        <translation>Die Gewichte in „{1}“ sind beschädigt.</translation>
    </message>
    <message>
        <source>The weights in “{1}” are not those of a {2}: “{3}” does not fit.</source>
        <translation>Die Gewichte in „{1}“ sind nicht die eines {2}: „{3}“ passt nicht.</translation>
    </message>
    <message>
        <source>The weights in “{1}” do not fit its description.</source>
        <translation>Die Gewichte in „{1}“ passen nicht zu ihrer Beschreibung.</translation>
    </message>
    <message>
        <source>The weights of the SAM 2 in “{1}” are missing: model.safetensors.</source>
        <translation>Die Gewichte des SAM 2 in „{1}“ fehlen: model.safetensors.</translation>
    </message>
    <message>
        <source>The weights of the segmenter in “{1}” were changed: their hash is not the one of its config.</source>
        <translation>Die Gewichte des Segmentierers in „{1}“ wurden verändert: Ihr Hash ist nicht der aus seiner config.</translation>
    </message>
    <message>
        <source>The weights of “{1}” are missing in “{2}”.</source>
        <translation>Die Gewichte von „{1}“ fehlen in „{2}“.</translation>
    </message>
    <message>
        <source>The words of the CLIP in “{1}” are missing or another network's.</source>
        <translation>Die Wörter des CLIP in „{1}“ fehlen oder gehören zu einem anderen Netz.</translation>
    </message>
    <message>
        <source>The words of the CLIP in “{1}” cannot be loaded.</source>
        <translation>Die Wörter des CLIP in „{1}“ können nicht geladen werden.</translation>
    </message>
    <message>
        <source>The words of this artifact do not fit the base model.</source>
        <translation>Die Wörter dieses Artefakts passen nicht zum Basismodell.</translation>
    </message>
    <message>
        <source>There are no photos.</source>
        <translation>Es gibt keine Fotos.</translation>
    </message>
    <message>
        <source>There are no safetensors weights in “{1}”.</source>
        <translation>In „{1}“ liegen keine safetensors-Gewichte.</translation>
    </message>
    <message>
        <source>There are {1} subjects and {2} start words.</source>
        <translation>Es sind {1} Motive und {2} Startwörter.</translation>
    </message>
    <message>
        <source>There are {1} unseen drawings, not {2}.</source>
        <translation>Es gibt {1} ungesehene Zeichnungen, nicht {2}.</translation>
    </message>
    <message>
        <source>There is a backbone “{1}” already.</source>
        <translation>Es gibt schon ein Basismodell „{1}“.</translation>
    </message>
    <message>
        <source>There is a subject named “{1}” already.</source>
        <translation>Es gibt schon ein Motiv namens „{1}“.</translation>
    </message>
    <message>
        <source>There is an empty name @"" in the prompt.</source>
        <translation>Im Prompt steht ein leerer Name @"".</translation>
    </message>
    <message>
        <source>There is no bench in “{1}”.</source>
        <translation>In „{1}“ liegt kein Vergleich.</translation>
    </message>
    <message>
        <source>There is no caption network in “{1}”.</source>
        <translation>In „{1}“ liegt kein Netz für Bildtexte.</translation>
    </message>
    <message>
        <source>There is no face pack in “{1}”.</source>
        <translation>In „{1}“ liegt kein Gesichterpaket.</translation>
    </message>
    <message>
        <source>There is no face pack “{1}”.</source>
        <translation>Es gibt kein Gesichterpaket „{1}“.</translation>
    </message>
    <message>
        <source>There is no face pack.</source>
        <translation>Es gibt kein Gesichterpaket.</translation>
    </message>
    <message>
        <source>There is no file “{1}”.</source>
        <translation>Es gibt keine Datei „{1}“.</translation>
    </message>
    <message>
        <source>There is no folder “{1}”.</source>
        <translation>Es gibt keinen Ordner „{1}“.</translation>
    </message>
    <message>
        <source>There is no image network in “{1}”.</source>
        <translation>In „{1}“ liegt kein Bildnetz.</translation>
    </message>
    <message>
        <source>There is no layout file “{1}”.</source>
        <translation>Es gibt keine Layout-Datei „{1}“.</translation>
    </message>
    <message>
        <source>There is no library in “{1}”.</source>
        <translation>In „{1}“ ist keine Bibliothek.</translation>
    </message>
    <message>
        <source>There is no model in “{1}”.</source>
        <translation>In „{1}“ ist kein Modell.</translation>
    </message>
    <message>
        <source>There is no photo “{1}”.</source>
        <translation>Es gibt kein Foto „{1}“.</translation>
    </message>
    <message>
        <source>There is no segmenter in “{1}”.</source>
        <translation>In „{1}“ ist kein Segmentierer.</translation>
    </message>
    <message>
        <source>There is no steering method “{1}” in this version.</source>
        <translation>In dieser Version gibt es keine Steuermethode „{1}“.</translation>
    </message>
    <message>
        <source>There is no {1} yet.</source>
        <translation>Noch nicht vorhanden: {1}.</translation>
    </message>
    <message>
        <source>There is no {1} “{2}”.</source>
        <translation>Nicht vorhanden: {1} „{2}“.</translation>
    </message>
    <message>
        <source>There is nothing new in “{1}”.</source>
        <translation>In „{1}“ ist nichts Neues.</translation>
    </message>
    <message>
        <source>There is nothing to export.</source>
        <translation>Es gibt nichts zu exportieren.</translation>
    </message>
    <message>
        <source>These are {1} values.</source>
        <translation>Das sind {1} Werte.</translation>
    </message>
    <message>
        <source>This artifact changes parts the base model does not have.</source>
        <translation>Dieses Artefakt ändert Teile, die das Basismodell nicht hat.</translation>
    </message>
    <message>
        <source>This artifact does not fit the base model's text encoder.</source>
        <translation>Dieses Artefakt passt nicht zum Textencoder des Basismodells.</translation>
    </message>
    <message>
        <source>This artifact does not fit the base model.</source>
        <translation>Dieses Artefakt passt nicht zum Basismodell.</translation>
    </message>
    <message>
        <source>This artifact does not say which word it learned.</source>
        <translation>Dieses Artefakt sagt nicht, welches Wort es gelernt hat.</translation>
    </message>
    <message>
        <source>This artifact does not say which words it learned.</source>
        <translation>Dieses Artefakt sagt nicht, welche Wörter es gelernt hat.</translation>
    </message>
    <message>
        <source>This artifact holds more words than subjects.</source>
        <translation>Dieses Artefakt enthält mehr Wörter als Motive.</translation>
    </message>
    <message>
        <source>This artifact holds tensors no other program reads.</source>
        <translation>Dieses Artefakt enthält Tensoren, die kein anderes Programm liest.</translation>
    </message>
    <message>
        <source>This artifact was taught on “{1}”, which is of another family than “{2}”.</source>
        <translation>Dieses Artefakt wurde „{1}“ angelernt, einer anderen Familie als „{2}“.</translation>
    </message>
    <message>
        <source>This file is no picture.</source>
        <translation>Diese Datei ist kein Bild.</translation>
    </message>
    <message>
        <source>This is the library itself.</source>
        <translation>Das ist die Bibliothek selbst.</translation>
    </message>
    <message>
        <source>This job taught nothing.</source>
        <translation>Dieser Auftrag hat nichts angelernt.</translation>
    </message>
    <message>
        <source>This version has no method that draws straight from reference photos.</source>
        <translation>Diese Version hat keine Methode, die direkt aus Vorlagenfotos zeichnet.</translation>
    </message>
    <message>
        <source>Trained on drawings; on photographs look at each mask.</source>
        <translation>Auf Zeichnungen trainiert; bei Fotos jede Maske ansehen.</translation>
    </message>
    <message>
        <source>Try another picture.</source>
        <translation>Ein anderes Bild versuchen.</translation>
    </message>
    <message>
        <source>Two of the artifacts hold the same subject.</source>
        <translation>Zwei der Artefakte enthalten dasselbe Motiv.</translation>
    </message>
    <message>
        <source>Two of the subjects have names that become the same word.</source>
        <translation>Zwei der Motive haben Namen, aus denen dasselbe Wort wird.</translation>
    </message>
    <message>
        <source>Type one, for example “fine detail”.</source>
        <translation>Einen eingeben, zum Beispiel „feine Details“.</translation>
    </message>
    <message>
        <source>Unpack it, then choose what was in it.</source>
        <translation>Das Archiv entpacken und dann wählen, was darin war.</translation>
    </message>
    <message>
        <source>Update the studio and try again.</source>
        <translation>Das Studio aktualisieren und noch einmal versuchen.</translation>
    </message>
    <message>
        <source>Update the studio, or use another library with --library.</source>
        <translation>Das Studio aktualisieren oder mit --library eine andere Bibliothek nehmen.</translation>
    </message>
    <message>
        <source>Update the studio, then run the job again.</source>
        <translation>Das Studio aktualisieren, dann den Auftrag noch einmal ausführen.</translation>
    </message>
    <message>
        <source>Update the studio.</source>
        <translation>Das Studio aktualisieren.</translation>
    </message>
    <message>
        <source>Use --format kohya: ComfyUI reads that too.</source>
        <translation>--format kohya nehmen: Auch ComfyUI liest das.</translation>
    </message>
    <message>
        <source>Use --processes from 1 to {1}.</source>
        <translation>--processes von 1 bis {1} nehmen.</translation>
    </message>
    <message>
        <source>Use -1 (reject), 0 (none) or 1 to 5 stars.</source>
        <translation>-1 (abgelehnt), 0 (keine) oder 1 bis 5 Sterne nehmen.</translation>
    </message>
    <message>
        <source>Use 0 to {1}; 1 is neutral.</source>
        <translation>0 bis {1} nehmen; 1 ist neutral.</translation>
    </message>
    <message>
        <source>Use a .safetensors file of SAM 1, or a folder of SAM 2 with config.json and model.safetensors.</source>
        <translation>Eine .safetensors-Datei von SAM 1 verwenden oder einen Ordner von SAM 2 mit config.json und model.safetensors.</translation>
    </message>
    <message>
        <source>Use a .safetensors file of SAM 1, or a folder of SAM 2.</source>
        <translation>Eine .safetensors-Datei von SAM 1 oder einen Ordner von SAM 2 verwenden.</translation>
    </message>
    <message>
        <source>Use a JPEG, PNG, WebP, HEIC, AVIF, TIFF, GIF or BMP file.</source>
        <translation>Eine JPEG-, PNG-, WebP-, HEIC-, AVIF-, TIFF-, GIF- oder BMP-Datei nehmen.</translation>
    </message>
    <message>
        <source>Use a diffusers folder of it.</source>
        <translation>Einen diffusers-Ordner davon nehmen.</translation>
    </message>
    <message>
        <source>Use a photo of at least {1} pixels a side.</source>
        <translation>Ein Foto mit mindestens {1} Pixeln je Seite nehmen.</translation>
    </message>
    <message>
        <source>Use another axis.</source>
        <translation>Eine andere Achse nehmen.</translation>
    </message>
    <message>
        <source>Use another backup.</source>
        <translation>Eine andere Sicherung nehmen.</translation>
    </message>
    <message>
        <source>Use at least one letter or digit.</source>
        <translation>Mindestens einen Buchstaben oder eine Ziffer nehmen.</translation>
    </message>
    <message>
        <source>Use at most {1}.</source>
        <translation>Höchstens {1} nehmen.</translation>
    </message>
    <message>
        <source>Use for example {1}.</source>
        <translation>Zum Beispiel {1} nehmen.</translation>
    </message>
    <message>
        <source>Use it by that name.</source>
        <translation>Es unter diesem Namen nutzen.</translation>
    </message>
    <message>
        <source>Use it for the whole picture (--use), or choose an artifact of another method for the region.</source>
        <translation>Es für das ganze Bild nutzen (--use) oder für den Bereich ein Artefakt einer anderen Methode wählen.</translation>
    </message>
    <message>
        <source>Use it when drawing: `studio generate --method`.</source>
        <translation>Es beim Zeichnen nutzen: `studio generate --method`.</translation>
    </message>
    <message>
        <source>Use letters and digits, such as r1.</source>
        <translation>Buchstaben und Ziffern nehmen, etwa r1.</translation>
    </message>
    <message>
        <source>Use letters, digits, spaces and - _ ' . , &amp; + ( ) !</source>
        <translation>Buchstaben, Ziffern, Leerzeichen und - _ ' . , &amp; + ( ) ! nehmen</translation>
    </message>
    <message>
        <source>Use masks/NAME.png.</source>
        <translation>masks/NAME.png nehmen.</translation>
    </message>
    <message>
        <source>Use one of at least {1} pixels a side.</source>
        <translation>Eines mit mindestens {1} Pixeln je Seite verwenden.</translation>
    </message>
    <message>
        <source>Use quarter turns.</source>
        <translation>Vierteldrehungen nehmen.</translation>
    </message>
    <message>
        <source>Use small letters, digits, dots, dashes and underscores, 64 at most.</source>
        <translation>Kleinbuchstaben, Ziffern, Punkte, Striche und Unterstriche nehmen, höchstens 64.</translation>
    </message>
    <message>
        <source>Use the backbone it was taught on.</source>
        <translation>Das Basismodell nehmen, dem es angelernt wurde.</translation>
    </message>
    <message>
        <source>Use the plain noun, for example “dog” or “stuffed animal”.</source>
        <translation>Das einfache Hauptwort nehmen, zum Beispiel „dog“ oder „stuffed animal“.</translation>
    </message>
    <message>
        <source>Use the plain noun, for example “dog”.</source>
        <translation>Das einfache Hauptwort nehmen, zum Beispiel „dog“.</translation>
    </message>
    <message>
        <source>Use the settings and the subjects it was taught with.</source>
        <translation>Die Einstellungen und die Motive verwenden, mit denen es angelernt wurde.</translation>
    </message>
    <message>
        <source>Use the settings it was taught with.</source>
        <translation>Die Einstellungen nehmen, mit denen es angelernt wurde.</translation>
    </message>
    <message>
        <source>Use them together (--use ID --use ID), or teach the subjects by {1}.</source>
        <translation>Zusammen verwenden (--use ID --use ID), oder die Motive mit {1} anlernen.</translation>
    </message>
    <message>
        <source>Use vit_b, vit_l or vit_h of SAM 1, or a folder of SAM 2.</source>
        <translation>vit_b, vit_l oder vit_h von SAM 1 verwenden oder einen Ordner von SAM 2.</translation>
    </message>
    <message>
        <source>Use {1} to {2}.</source>
        <translation>{1} bis {2} nehmen.</translation>
    </message>
    <message>
        <source>Wait for it, or stop it first.</source>
        <translation>Darauf warten oder es zuerst anhalten.</translation>
    </message>
    <message>
        <source>What is being learned changes no picture.</source>
        <translation>Was gelernt wird, ändert kein Bild.</translation>
    </message>
    <message>
        <source>What “{1}” predicts stands in its scheduler.</source>
        <translation>Was „{1}“ vorhersagt, steht in seinem Scheduler.</translation>
    </message>
    <message>
        <source>Write a class word, or person:N with N a multiple of {1}.</source>
        <translation>Ein Klassenwort schreiben oder person:N, wobei N ein Vielfaches von {1} ist.</translation>
    </message>
    <message>
        <source>Write a number after the colon: bench:6.</source>
        <translation>Eine Zahl hinter den Doppelpunkt schreiben: bench:6.</translation>
    </message>
    <message>
        <source>Write for example 1-5, or 0-1:0.25.</source>
        <translation>Zum Beispiel 1-5 oder 0-1:0.25 schreiben.</translation>
    </message>
    <message>
        <source>Write it as @"Rex the dog".</source>
        <translation>Als @"Rex the dog" schreiben.</translation>
    </message>
    <message>
        <source>Write it as {red|blue}.</source>
        <translation>Als {red|blue} schreiben.</translation>
    </message>
    <message>
        <source>Write the subject's name in it.</source>
        <translation>Den Namen des Motivs hineinschreiben.</translation>
    </message>
    <message>
        <source>Write {} for it: “a photo of {} on a beach”.</source>
        <translation>Dafür {} schreiben: „a photo of {} on a beach“.</translation>
    </message>
    <message>
        <source>You can stop now; the best step is kept.</source>
        <translation>Sie können jetzt anhalten; der beste Schritt bleibt erhalten.</translation>
    </message>
    <message>
        <source>a ControlNet, not a base model</source>
        <translation>ein ControlNet, kein Basismodell</translation>
    </message>
    <message>
        <source>a LoRA, not a base model</source>
        <translation>ein LoRA, kein Basismodell</translation>
    </message>
    <message>
        <source>a model for inpainting, not one for text to image</source>
        <translation>ein Modell zum Ausbessern von Bildern, keines, das nach Text zeichnet</translation>
    </message>
    <message>
        <source>a model of FLUX, which cannot be used yet</source>
        <translation>ein Modell FLUX, das noch nicht verwendet werden kann</translation>
    </message>
    <message>
        <source>a model of FLUX.2, which cannot be used yet</source>
        <translation>ein Modell FLUX.2, das noch nicht verwendet werden kann</translation>
    </message>
    <message>
        <source>a model of LTX-Video, which cannot be used yet</source>
        <translation>ein Modell LTX-Video, das noch nicht verwendet werden kann</translation>
    </message>
    <message>
        <source>a model of Qwen-Image, which cannot be used yet</source>
        <translation>ein Modell Qwen-Image, das noch nicht verwendet werden kann</translation>
    </message>
    <message>
        <source>a model of Stable Diffusion 3, which cannot be used yet</source>
        <translation>ein Modell Stable Diffusion 3, das noch nicht verwendet werden kann</translation>
    </message>
    <message>
        <source>a model of Stable Diffusion XL, which cannot be used yet</source>
        <translation>ein Modell Stable Diffusion XL, das noch nicht verwendet werden kann</translation>
    </message>
    <message>
        <source>a model of Wan, which cannot be used yet</source>
        <translation>ein Modell Wan, das noch nicht verwendet werden kann</translation>
    </message>
    <message>
        <source>a model of Z-Image or Lumina, which cannot be used yet</source>
        <translation>ein Modell Z-Image oder Lumina, das noch nicht verwendet werden kann</translation>
    </message>
    <message>
        <source>a model of the layout of SD Turbo, which cannot be used yet</source>
        <translation>ein Modell im Aufbau von SD Turbo, das noch nicht verwendet werden kann</translation>
    </message>
    <message>
        <source>a model that draws after a depth map, not one for text to image</source>
        <translation>ein Modell, das nach einer Tiefenkarte zeichnet, keines, das nach Text zeichnet</translation>
    </message>
    <message>
        <source>a model that draws after another picture, not one for text to image</source>
        <translation>ein Modell, das nach einem anderen Bild zeichnet, keines, das nach Text zeichnet</translation>
    </message>
    <message>
        <source>a model that edits pictures by instructions, not one for text to image</source>
        <translation>ein Modell, das Bilder nach Anweisung ändert, keines, das nach Text zeichnet</translation>
    </message>
    <message>
        <source>a model that enlarges pictures, not one for text to image</source>
        <translation>ein Modell, das Bilder vergrößert, keines, das nach Text zeichnet</translation>
    </message>
    <message>
        <source>a model without its autoencoder</source>
        <translation>ein Modell ohne seinen Autoencoder</translation>
    </message>
    <message>
        <source>a model without its text encoder</source>
        <translation>ein Modell ohne seinen Textencoder</translation>
    </message>
    <message>
        <source>a motion module for clips, not a base model</source>
        <translation>ein Bewegungsmodul für Clips, kein Basismodell</translation>
    </message>
    <message>
        <source>a text encoder alone</source>
        <translation>nur einen Textencoder</translation>
    </message>
    <message>
        <source>a whole model</source>
        <translation>ein ganzes Modell</translation>
    </message>
    <message>
        <source>an IP-Adapter, not a base model</source>
        <translation>einen IP-Adapter, kein Basismodell</translation>
    </message>
    <message>
        <source>an autoencoder (VAE) alone</source>
        <translation>nur einen Autoencoder (VAE)</translation>
    </message>
    <message>
        <source>an embedding (learned words), not a base model</source>
        <translation>ein Embedding (gelernte Wörter), kein Basismodell</translation>
    </message>
    <message>
        <source>artifact</source>
        <translation>Artefakt</translation>
    </message>
    <message>
        <source>backbone</source>
        <translation>Basismodell</translation>
    </message>
    <message>
        <source>colour</source>
        <translation>Farbe</translation>
    </message>
    <message>
        <source>drawing setting</source>
        <translation>Einstellung beim Zeichnen</translation>
    </message>
    <message>
        <source>format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>fp16 needs a graphics card.</source>
        <translation>fp16 braucht eine Grafikkarte.</translation>
    </message>
    <message>
        <source>grabcut</source>
        <translation>GrabCut</translation>
    </message>
    <message>
        <source>how it was taught</source>
        <translation>wie es angelernt wurde</translation>
    </message>
    <message>
        <source>it has 16 bits a channel; 8 are used.</source>
        <translation>es hat 16 Bit je Kanal; 8 werden genutzt.</translation>
    </message>
    <message>
        <source>it is a CMYK picture; its colours are converted on reading.</source>
        <translation>es ist ein CMYK-Bild; seine Farben werden beim Lesen umgerechnet.</translation>
    </message>
    <message>
        <source>it is animated; its first frame is used.</source>
        <translation>es ist animiert; das erste Einzelbild wird genutzt.</translation>
    </message>
    <message>
        <source>its height</source>
        <translation>seine Höhe</translation>
    </message>
    <message>
        <source>its id</source>
        <translation>seine Id</translation>
    </message>
    <message>
        <source>its rating</source>
        <translation>seine Bewertung</translation>
    </message>
    <message>
        <source>its width</source>
        <translation>seine Breite</translation>
    </message>
    <message>
        <source>layout</source>
        <translation>Layout</translation>
    </message>
    <message>
        <source>method</source>
        <translation>Methode</translation>
    </message>
    <message>
        <source>no model at all</source>
        <translation>gar kein Modell</translation>
    </message>
    <message>
        <source>non-commercial research only</source>
        <translation>nur für nicht kommerzielle Forschung</translation>
    </message>
    <message>
        <source>photo of {1} called</source>
        <translation>Foto von {1} namens</translation>
    </message>
    <message>
        <source>result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>sample</source>
        <translation>Beispiel</translation>
    </message>
    <message>
        <source>sampler</source>
        <translation>Sampler</translation>
    </message>
    <message>
        <source>setting</source>
        <translation>Einstellung</translation>
    </message>
    <message>
        <source>the base model</source>
        <translation>das Basismodell</translation>
    </message>
    <message>
        <source>the day it was drawn</source>
        <translation>der Tag, an dem es gezeichnet wurde</translation>
    </message>
    <message>
        <source>the denoiser of a model alone</source>
        <translation>nur den Entrauscher eines Modells</translation>
    </message>
    <message>
        <source>the prompt</source>
        <translation>der Prompt</translation>
    </message>
    <message>
        <source>the refiner of Stable Diffusion XL, which cannot be used yet</source>
        <translation>den Refiner von Stable Diffusion XL, der noch nicht verwendet werden kann</translation>
    </message>
    <message>
        <source>the seed</source>
        <translation>der Startwert</translation>
    </message>
    <message>
        <source>the time of day</source>
        <translation>die Uhrzeit</translation>
    </message>
    <message>
        <source>thing in the trash called</source>
        <translation>Ding im Papierkorb namens</translation>
    </message>
    <message>
        <source>who is in it</source>
        <translation>wer darin ist</translation>
    </message>
    <message>
        <source>“{1}.{2}” is not the name of an original.</source>
        <translation>„{1}.{2}“ ist nicht der Name eines Originals.</translation>
    </message>
    <message>
        <source>“{1}” belongs to {2}, who is not in the library.</source>
        <translation>„{1}“ gehört zu {2}, das nicht in der Bibliothek ist.</translation>
    </message>
    <message>
        <source>“{1}” cannot be read as a picture.</source>
        <translation>„{1}“ lässt sich nicht als Bild lesen.</translation>
    </message>
    <message>
        <source>“{1}” cannot be read.</source>
        <translation>„{1}“ kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>“{1}” cannot be read: there is no permission.</source>
        <translation>„{1}“ lässt sich nicht lesen: Das Recht dazu fehlt.</translation>
    </message>
    <message>
        <source>“{1}” cannot be the id of a region.</source>
        <translation>„{1}“ kann nicht die Id eines Bereichs sein.</translation>
    </message>
    <message>
        <source>“{1}” cannot be the name of a backbone.</source>
        <translation>„{1}“ kann nicht der Name eines Basismodells sein.</translation>
    </message>
    <message>
        <source>“{1}” cannot be the name of a mask.</source>
        <translation>„{1}“ kann nicht der Name einer Maske sein.</translation>
    </message>
    <message>
        <source>“{1}” cannot be turned by {2}°.</source>
        <translation>„{1}“ lässt sich nicht um {2}° drehen.</translation>
    </message>
    <message>
        <source>“{1}” cannot be written: it is read-only.</source>
        <translation>„{1}“ lässt sich nicht schreiben: Es ist schreibgeschützt.</translation>
    </message>
    <message>
        <source>“{1}” cannot be written: the disk is full.</source>
        <translation>„{1}“ lässt sich nicht schreiben: Die Platte ist voll.</translation>
    </message>
    <message>
        <source>“{1}” cannot be written: {2}.</source>
        <translation>„{1}“ lässt sich nicht schreiben: {2}.</translation>
    </message>
    <message>
        <source>“{1}” cannot be {2}: {3}.</source>
        <translation>„{1}“ kann nicht {2} sein: {3}.</translation>
    </message>
    <message>
        <source>“{1}” changed while it was being added.</source>
        <translation>„{1}“ änderte sich beim Hinzufügen.</translation>
    </message>
    <message>
        <source>“{1}” comes with the studio.</source>
        <translation>„{1}“ gehört zum Studio.</translation>
    </message>
    <message>
        <source>“{1}” could not be read in {2} minutes.</source>
        <translation>„{1}“ ließ sich in {2} Minuten nicht lesen.</translation>
    </message>
    <message>
        <source>“{1}” does not have the form this version expects.</source>
        <translation>„{1}“ hat nicht die Form, die diese Version erwartet.</translation>
    </message>
    <message>
        <source>“{1}” does not hold exactly one safetensors file.</source>
        <translation>„{1}“ enthält nicht genau eine safetensors-Datei.</translation>
    </message>
    <message>
        <source>“{1}” does not say how many subjects.</source>
        <translation>„{1}“ sagt nicht, wie viele Motive.</translation>
    </message>
    <message>
        <source>“{1}” has hardly any contrast: {2} %, {3} % or more is good.</source>
        <translation>„{1}“ hat kaum Kontrast: {2} %, {3} % oder mehr sind gut.</translation>
    </message>
    <message>
        <source>“{1}” holds a model that is incomplete, or built in another way than Stable Diffusion's.</source>
        <translation>„{1}“ enthält ein Modell, das unvollständig oder anders gebaut ist als Stable Diffusion.</translation>
    </message>
    <message>
        <source>“{1}” holds another bench (different: {2}).</source>
        <translation>„{1}“ enthält einen anderen Vergleich (anders: {2}).</translation>
    </message>
    <message>
        <source>“{1}” holds its weights in a form that cannot be read: {2}.</source>
        <translation>„{1}“ enthält die Gewichte in einer Form, die nicht gelesen werden kann: {2}.</translation>
    </message>
    <message>
        <source>“{1}” holds more than tensors, so it was not opened: it may run a program.</source>
        <translation>„{1}“ enthält mehr als Tensoren und wurde nicht geöffnet: Es könnte ein Programm ausführen.</translation>
    </message>
    <message>
        <source>“{1}” holds no model that is known here.</source>
        <translation>„{1}“ enthält kein Modell, das hier bekannt ist.</translation>
    </message>
    <message>
        <source>“{1}” holds no settings that can be used here.</source>
        <translation>„{1}“ enthält keine Einstellungen, die hier nutzbar sind.</translation>
    </message>
    <message>
        <source>“{1}” holds no settings.</source>
        <translation>„{1}“ enthält keine Einstellungen.</translation>
    </message>
    <message>
        <source>“{1}” holds no tensors.</source>
        <translation>„{1}“ enthält keine Tensoren.</translation>
    </message>
    <message>
        <source>“{1}” holds numbers of a type the studio does not read ({2}).</source>
        <translation>„{1}“ enthält Zahlen eines Typs, den das Studio nicht liest ({2}).</translation>
    </message>
    <message>
        <source>“{1}” holds pickles, which can hide a program.</source>
        <translation>„{1}“ enthält Pickle-Dateien, in denen sich ein Programm verbergen kann.</translation>
    </message>
    <message>
        <source>“{1}” holds {2} tensors the studio does not understand, for example {3}.</source>
        <translation>„{1}“ enthält {2} Tensoren, die das Studio nicht versteht, zum Beispiel {3}.</translation>
    </message>
    <message>
        <source>“{1}” holds {2}.</source>
        <translation>„{1}“ enthält {2}.</translation>
    </message>
    <message>
        <source>“{1}” is a GGUF file, which cannot be used yet.</source>
        <translation>„{1}“ ist eine GGUF-Datei, die noch nicht verwendet werden kann.</translation>
    </message>
    <message>
        <source>“{1}” is a SAM of a size that is not known: {2} wide, {3} blocks.</source>
        <translation>„{1}“ ist ein SAM in einer unbekannten Größe: {2} breit, {3} Blöcke.</translation>
    </message>
    <message>
        <source>“{1}” is a file.</source>
        <translation>„{1}“ ist eine Datei.</translation>
    </message>
    <message>
        <source>“{1}” is a pickle, which can hide a program, so it is not opened.</source>
        <translation>„{1}“ ist eine Pickle-Datei, in der sich ein Programm verbergen kann; sie wird nicht geöffnet.</translation>
    </message>
    <message>
        <source>“{1}” is a pickle, which can hide a program, so it was not opened.</source>
        <translation>„{1}“ ist ein Pickle, in dem sich ein Programm verstecken kann; es wurde nicht geöffnet.</translation>
    </message>
    <message>
        <source>“{1}” is a web page, not a model.</source>
        <translation>„{1}“ ist eine Webseite, kein Modell.</translation>
    </message>
    <message>
        <source>“{1}” is an archive.</source>
        <translation>„{1}“ ist ein Archiv.</translation>
    </message>
    <message>
        <source>“{1}” is built in another way than Stable Diffusion {2}.x.</source>
        <translation>„{1}“ ist anders gebaut als Stable Diffusion {2}.x.</translation>
    </message>
    <message>
        <source>“{1}” is burnt out: {2} % of its middle is pure white.</source>
        <translation>„{1}“ ist überbelichtet: {2} % der Mitte sind reines Weiß.</translation>
    </message>
    <message>
        <source>“{1}” is damaged or cut off.</source>
        <translation>„{1}“ ist beschädigt oder abgeschnitten.</translation>
    </message>
    <message>
        <source>“{1}” is damaged or cut off: it is no whole safetensors file.</source>
        <translation>„{1}“ ist beschädigt oder abgeschnitten: keine ganze safetensors-Datei.</translation>
    </message>
    <message>
        <source>“{1}” is damaged or not a file of tensors.</source>
        <translation>„{1}“ ist beschädigt oder keine Datei mit Tensoren.</translation>
    </message>
    <message>
        <source>“{1}” is damaged.</source>
        <translation>„{1}“ ist beschädigt.</translation>
    </message>
    <message>
        <source>“{1}” is damaged: it has no format version.</source>
        <translation>„{1}“ ist beschädigt: Es hat keine Formatversion.</translation>
    </message>
    <message>
        <source>“{1}” is damaged: it is not readable JSON.</source>
        <translation>„{1}“ ist beschädigt: Es ist kein lesbares JSON.</translation>
    </message>
    <message>
        <source>“{1}” is damaged: one of its methods has no name.</source>
        <translation>„{1}“ ist beschädigt: Eine der Methoden hat keinen Namen.</translation>
    </message>
    <message>
        <source>“{1}” is damaged: “{2}” names no subject.</source>
        <translation>„{1}“ ist beschädigt: „{2}“ bezeichnet kein Motiv.</translation>
    </message>
    <message>
        <source>“{1}” is empty.</source>
        <translation>„{1}“ ist leer.</translation>
    </message>
    <message>
        <source>“{1}” is incomplete: {2} of {3} tensors of the model are missing.</source>
        <translation>„{1}“ ist unvollständig: {2} von {3} Tensoren des Modells fehlen.</translation>
    </message>
    <message>
        <source>“{1}” is nearly the same as “{2}”.</source>
        <translation>„{1}“ ist fast dasselbe wie „{2}“.</translation>
    </message>
    <message>
        <source>“{1}” is no backup of a library.</source>
        <translation>„{1}“ ist keine Sicherung einer Bibliothek.</translation>
    </message>
    <message>
        <source>“{1}” is no layout: it is not JSON.</source>
        <translation>„{1}“ ist kein Layout: Es ist kein JSON.</translation>
    </message>
    <message>
        <source>“{1}” is no layout: {2}: {3}.</source>
        <translation>„{1}“ ist kein Layout: {2}: {3}.</translation>
    </message>
    <message>
        <source>“{1}” is no pickle that torch wrote.</source>
        <translation>„{1}“ ist kein Pickle, das torch schrieb.</translation>
    </message>
    <message>
        <source>“{1}” is no range of at most {2} values.</source>
        <translation>„{1}“ ist kein Bereich von höchstens {2} Werten.</translation>
    </message>
    <message>
        <source>“{1}” is no range.</source>
        <translation>„{1}“ ist kein Bereich.</translation>
    </message>
    <message>
        <source>“{1}” is no safetensors file.</source>
        <translation>„{1}“ ist keine safetensors-Datei.</translation>
    </message>
    <message>
        <source>“{1}” is no segmenter the studio can run ({2}).</source>
        <translation>„{1}“ ist kein Segmentierer, den das Studio ausführen kann ({2}).</translation>
    </message>
    <message>
        <source>“{1}” is no segmenter: it has no encoder of pictures, prompts and masks.</source>
        <translation>„{1}“ ist kein Segmentierer: Ihm fehlen die Teile für Bilder, Eingaben und Masken.</translation>
    </message>
    <message>
        <source>“{1}” is no unseen drawing.</source>
        <translation>„{1}“ ist keine ungesehene Zeichnung.</translation>
    </message>
    <message>
        <source>“{1}” is not a picture the studio can read.</source>
        <translation>„{1}“ ist kein Bild, das das Studio lesen kann.</translation>
    </message>
    <message>
        <source>“{1}” is not empty.</source>
        <translation>„{1}“ ist nicht leer.</translation>
    </message>
    <message>
        <source>“{1}” is not whole: {2} has no matching pair.</source>
        <translation>„{1}“ ist nicht vollständig: {2} hat kein Gegenstück.</translation>
    </message>
    <message>
        <source>“{1}” is nothing that a model predicts.</source>
        <translation>„{1}“ ist nichts, was ein Modell vorhersagt.</translation>
    </message>
    <message>
        <source>“{1}” is only a pointer to a model that was not downloaded.</source>
        <translation>„{1}“ ist nur ein Verweis auf ein Modell, das nicht heruntergeladen wurde.</translation>
    </message>
    <message>
        <source>“{1}” is registered already, as “{2}”.</source>
        <translation>„{1}“ ist schon eingetragen, als „{2}“.</translation>
    </message>
    <message>
        <source>“{1}” is safetensors already.</source>
        <translation>„{1}“ ist schon safetensors.</translation>
    </message>
    <message>
        <source>“{1}” is small: it has {2} × {3} pixels, {4} a side are good.</source>
        <translation>„{1}“ ist klein: {2} × {3} Pixel, {4} je Seite sind gut.</translation>
    </message>
    <message>
        <source>“{1}” is small: its crop has {2} × {3} pixels, {4} a side are good.</source>
        <translation>„{1}“ ist klein: Der Zuschnitt hat {2} × {3} Pixel, {4} je Seite sind gut.</translation>
    </message>
    <message>
        <source>“{1}” is there already.</source>
        <translation>„{1}“ ist schon da.</translation>
    </message>
    <message>
        <source>“{1}” is too dark: brightness {2} %, {3} % or more is good.</source>
        <translation>„{1}“ ist zu dunkel: Helligkeit {2} %, {3} % oder mehr sind gut.</translation>
    </message>
    <message>
        <source>“{1}” is too large: {2}.</source>
        <translation>„{1}“ ist zu groß: {2}.</translation>
    </message>
    <message>
        <source>“{1}” is too small: {2} × {3} pixels.</source>
        <translation>„{1}“ ist zu klein: {2} × {3} Pixel.</translation>
    </message>
    <message>
        <source>“{1}” is very bright: {2} %, {3} % are the most.</source>
        <translation>„{1}“ ist sehr hell: {2} %, höchstens {3} % sind gut.</translation>
    </message>
    <message>
        <source>“{1}” is {2}; it was left out.</source>
        <translation>„{1}“: {2}; es wurde ausgelassen.</translation>
    </message>
    <message>
        <source>“{1}” is “{2}”, which is no caption network the studio reads.</source>
        <translation>„{1}“ ist „{2}“, kein Netz für Bildtexte, das das Studio liest.</translation>
    </message>
    <message>
        <source>“{1}” is “{2}”, which is no image network the studio reads.</source>
        <translation>„{1}“ ist „{2}“, kein Bildnetz, das das Studio liest.</translation>
    </message>
    <message>
        <source>“{1}” looks blurred: sharpness {2}, {3} or more is good.</source>
        <translation>„{1}“ wirkt unscharf: Schärfe {2}, {3} oder mehr ist gut.</translation>
    </message>
    <message>
        <source>“{1}” names a file elsewhere.</source>
        <translation>„{1}“ nennt eine Datei an einem anderen Ort.</translation>
    </message>
    <message>
        <source>“{1}” of the face pack “{2}” is damaged or changed: its hash is not the manifest's.</source>
        <translation>„{1}“ des Gesichterpakets „{2}“ ist beschädigt oder verändert: Die Prüfsumme ist nicht die des Manifests.</translation>
    </message>
    <message>
        <source>“{1}” says it is a DoRA, but holds no magnitudes.</source>
        <translation>„{1}“ gibt sich als DoRA aus, enthält aber keine Beträge.</translation>
    </message>
    <message>
        <source>“{1}” shows another face than the other photos of {2}.</source>
        <translation>„{1}“ zeigt ein anderes Gesicht als die übrigen Fotos von {2}.</translation>
    </message>
    <message>
        <source>“{1}” shows no face that could be found.</source>
        <translation>„{1}“ zeigt kein Gesicht, das sich finden ließ.</translation>
    </message>
    <message>
        <source>“{1}” shows only a part of the face: the edge cuts it.</source>
        <translation>„{1}“ zeigt nur einen Teil des Gesichts: Der Rand schneidet es ab.</translation>
    </message>
    <message>
        <source>“{1}” shows somebody's face besides {2}; crop or mask it.</source>
        <translation>„{1}“ zeigt außer {2} das Gesicht einer Person; schneiden Sie es zu, oder maskieren Sie es.</translation>
    </message>
    <message>
        <source>“{1}” shows {2} faces; crop or mask it to {3}.</source>
        <translation>„{1}“ zeigt {2} Gesichter; schneiden Sie es auf {3} zu, oder maskieren Sie es.</translation>
    </message>
    <message>
        <source>“{1}” was changed after it was drawn.</source>
        <translation>„{1}“ wurde nach dem Zeichnen verändert.</translation>
    </message>
    <message>
        <source>The engine does not answer, so it cannot go on alone. Try again in a moment, or stop.</source>
        <translation>Die Engine antwortet nicht, sie kann also nicht allein weitermachen. Gleich noch einmal versuchen oder anhalten.</translation>
    </message>
    <message>
        <source>About Likeness Studio…</source>
        <translation>Über Likeness Studio…</translation>
    </message>
    <message>
        <source>Another seed</source>
        <translation>Anderer Startwert</translation>
    </message>
    <message>
        <source>Commands…</source>
        <translation>Befehle…</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>Zeichnen</translation>
    </message>
    <message>
        <source>Draw without a base picture</source>
        <translation>Ohne Ausgangsbild zeichnen</translation>
    </message>
    <message>
        <source>Generate pictures</source>
        <translation>Bilder erzeugen</translation>
    </message>
    <message>
        <source>Go to</source>
        <translation>Gehe zu</translation>
    </message>
    <message>
        <source>Go to the newest message</source>
        <translation>Zur neuesten Meldung</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>Aufträge</translation>
    </message>
    <message>
        <source>Join what was taught…</source>
        <translation>Angelerntes vereinen…</translation>
    </message>
    <message>
        <source>Measure methods…</source>
        <translation>Methoden messen…</translation>
    </message>
    <message>
        <source>New subject…</source>
        <translation>Neues Motiv…</translation>
    </message>
    <message>
        <source>Paste photos</source>
        <translation>Fotos einfügen</translation>
    </message>
    <message>
        <source>Pause or go on with the running job</source>
        <translation>Laufenden Auftrag unterbrechen oder fortsetzen</translation>
    </message>
    <message>
        <source>Preferences…</source>
        <translation>Einstellungen…</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Show or hide the queue</source>
        <translation>Warteschlange zeigen oder verbergen</translation>
    </message>
    <message>
        <source>Start teaching</source>
        <translation>Anlernen starten</translation>
    </message>
    <message>
        <source>Stop the running job and save</source>
        <translation>Laufenden Auftrag anhalten und speichern</translation>
    </message>
    <message>
        <source>Studio</source>
        <translation>Studio</translation>
    </message>
    <message>
        <source>Subjects</source>
        <translation>Motive</translation>
    </message>
    <message>
        <source>Switch between light and dark</source>
        <translation>Zwischen hell und dunkel wechseln</translation>
    </message>
    <message>
        <source>Teach</source>
        <translation>Anlernen</translation>
    </message>
    <message>
        <source>Welcome…</source>
        <translation>Willkommen…</translation>
    </message>
    <message>
        <source>Pausing after this step</source>
        <translation>Pause nach diesem Schritt</translation>
    </message>
    <message>
        <source>Starting the engine</source>
        <translation>Die Engine startet</translation>
    </message>
    <message>
        <source>Stopping and saving</source>
        <translation>Hält an und speichert</translation>
    </message>
    <message>
        <source>Taken out of the queue</source>
        <translation>Aus der Warteschlange genommen</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Paused at step {step}</source>
        <translation>Pause bei Schritt {step}</translation>
    </message>
    <message>
        <source>Step {step} of {of}</source>
        <translation>Schritt {step} von {of}</translation>
    </message>
    <message>
        <source>Stopped at step {step}</source>
        <translation>Angehalten bei Schritt {step}</translation>
    </message>
    <message>
        <source>Stopped at step {step}, saved</source>
        <translation>Angehalten bei Schritt {step}, gespeichert</translation>
    </message>
    <message>
        <source>Stopping after this step</source>
        <translation>Hält nach diesem Schritt an</translation>
    </message>
    <message>
        <source>{phase}: {step} of {of}</source>
        <translation>{phase}: {step} von {of}</translation>
    </message>
    <message>
        <source>Ended by force; the last checkpoint is kept.</source>
        <translation>Mit Gewalt beendet; der letzte Zwischenstand bleibt.</translation>
    </message>
    <message>
        <source>Goes on from step {step} of {of}</source>
        <translation>Geht weiter bei Schritt {step} von {of}</translation>
    </message>
    <message numerus="yes">
        <source>%n burnt out</source>
        <translation><numerusform>%n überbelichtet</numerusform><numerusform>%n überbelichtet</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n face(s)</source>
        <translation><numerusform>%n Gesicht</numerusform><numerusform>%n Gesichter</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n good photo(s)</source>
        <translation><numerusform>%n gutes Foto</numerusform><numerusform>%n gute Fotos</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n held out by you</source>
        <translation><numerusform>%n zurückgehalten</numerusform><numerusform>%n zurückgehalten</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n near duplicate(s)</source>
        <translation><numerusform>%n fast gleiches</numerusform><numerusform>%n fast gleiche</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n show another face</source>
        <translation><numerusform>%n zeigt ein anderes Gesicht</numerusform><numerusform>%n zeigen ein anderes Gesicht</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n shows another face</source>
        <translation><numerusform>%n zeigt ein anderes Gesicht</numerusform><numerusform>%n zeigen ein anderes Gesicht</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n too blurred</source>
        <translation><numerusform>%n zu unscharf</numerusform><numerusform>%n zu unscharf</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n too dark</source>
        <translation><numerusform>%n zu dunkel</numerusform><numerusform>%n zu dunkel</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n too small</source>
        <translation><numerusform>%n zu klein</numerusform><numerusform>%n zu klein</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n with a problem</source>
        <translation><numerusform>%n mit einem Mangel</numerusform><numerusform>%n mit einem Mangel</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n with half a face</source>
        <translation><numerusform>%n mit halbem Gesicht</numerusform><numerusform>%n mit halbem Gesicht</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n with somebody else in it</source>
        <translation><numerusform>%n mit einer weiteren Person</numerusform><numerusform>%n mit weiteren Personen</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n without a face</source>
        <translation><numerusform>%n ohne Gesicht</numerusform><numerusform>%n ohne Gesicht</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n without contrast</source>
        <translation><numerusform>%n ohne Kontrast</numerusform><numerusform>%n ohne Kontrast</numerusform></translation>
    </message>
    <message>
        <source>A person</source>
        <translation>Eine Person</translation>
    </message>
    <message>
        <source>A style</source>
        <translation>Ein Stil</translation>
    </message>
    <message>
        <source>A thing</source>
        <translation>Ein Ding</translation>
    </message>
    <message>
        <source>An animal</source>
        <translation>Ein Tier</translation>
    </message>
    <message>
        <source>Another face</source>
        <translation>Anderes Gesicht</translation>
    </message>
    <message>
        <source>Burnt out</source>
        <translation>Überbelichtet</translation>
    </message>
    <message>
        <source>Half a face</source>
        <translation>Halbes Gesicht</translation>
    </message>
    <message>
        <source>Near duplicate</source>
        <translation>Fast doppelt</translation>
    </message>
    <message>
        <source>No face</source>
        <translation>Kein Gesicht</translation>
    </message>
    <message>
        <source>Somebody else in it</source>
        <translation>Weitere Person</translation>
    </message>
    <message>
        <source>Too blurred</source>
        <translation>Zu unscharf</translation>
    </message>
    <message>
        <source>Too dark</source>
        <translation>Zu dunkel</translation>
    </message>
    <message>
        <source>Too small</source>
        <translation>Zu klein</translation>
    </message>
    <message>
        <source>Without contrast</source>
        <translation>Ohne Kontrast</translation>
    </message>
    <message>
        <source>brightness {number} %</source>
        <translation>Helligkeit {number} %</translation>
    </message>
    <message>
        <source>commercial use allowed by its licence</source>
        <translation>kommerzielle Nutzung laut Lizenz erlaubt</translation>
    </message>
    <message>
        <source>contrast {number} %</source>
        <translation>Kontrast {number} %</translation>
    </message>
    <message>
        <source>faces seen by {pack}: {licence}</source>
        <translation>Gesichter gesehen von {pack}: {licence}</translation>
    </message>
    <message>
        <source>faces: not measured</source>
        <translation>Gesichter: nicht gemessen</translation>
    </message>
    <message>
        <source>faces: not measured, the pack {pack} knows drawn ones only</source>
        <translation>Gesichter: nicht gemessen, das Paket {pack} kennt nur gezeichnete</translation>
    </message>
    <message>
        <source>for non-commercial research only</source>
        <translation>nur für nicht kommerzielle Forschung</translation>
    </message>
    <message>
        <source>from the front</source>
        <translation>von vorn</translation>
    </message>
    <message>
        <source>in profile</source>
        <translation>im Profil</translation>
    </message>
    <message>
        <source>no face found by {pack}</source>
        <translation>{pack} fand kein Gesicht</translation>
    </message>
    <message>
        <source>no profile view</source>
        <translation>keine Profilansicht</translation>
    </message>
    <message>
        <source>no three-quarter view</source>
        <translation>keine Dreiviertelansicht</translation>
    </message>
    <message>
        <source>no view from the front</source>
        <translation>keine Ansicht von vorn</translation>
    </message>
    <message>
        <source>sharpness {number}</source>
        <translation>Schärfe {number}</translation>
    </message>
    <message>
        <source>three-quarter view</source>
        <translation>Dreiviertelansicht</translation>
    </message>
    <message numerus="yes">
        <source>{good} of %n photo(s) good</source>
        <translation><numerusform>{good} von %n Foto gut</numerusform><numerusform>{good} von %n Fotos gut</numerusform></translation>
    </message>
    <message>
        <source>Brush the mask by hand.</source>
        <translation>Die Maske von Hand malen.</translation>
    </message>
    <message>
        <source>The subject could not be cut out of this photo.</source>
        <translation>Das Motiv ließ sich nicht aus diesem Foto schneiden.</translation>
    </message>
    <message>
        <source>Drag the picture itself out of the page, or save it first.</source>
        <translation>Das Bild selbst aus der Seite ziehen oder es zuerst speichern.</translation>
    </message>
    <message>
        <source>Save the picture with your browser, then drop the file here.</source>
        <translation>Das Bild mit dem Browser speichern, dann die Datei hierher ziehen.</translation>
    </message>
    <message>
        <source>“{host}” does not give the picture.</source>
        <translation>„{host}“ gibt das Bild nicht heraus.</translation>
    </message>
    <message>
        <source>“{name}” is a web page, not a picture.</source>
        <translation>„{name}“ ist eine Webseite, kein Bild.</translation>
    </message>
    <message>
        <source>“{name}” is larger than {size} MB.</source>
        <translation>„{name}“ ist größer als {size} MB.</translation>
    </message>
    <message>
        <source>“{name}” is not a picture.</source>
        <translation>„{name}“ ist kein Bild.</translation>
    </message>
    <message numerus="yes">
        <source>%n other file(s) left out</source>
        <translation><numerusform>%n andere Datei ausgelassen</numerusform><numerusform>%n andere Dateien ausgelassen</numerusform></translation>
    </message>
    <message>
        <source>Choose JPEG, PNG, WebP, HEIC, AVIF, TIFF, GIF or BMP files.</source>
        <translation>JPEG-, PNG-, WebP-, HEIC-, AVIF-, TIFF-, GIF- oder BMP-Dateien wählen.</translation>
    </message>
    <message>
        <source>Looking for photos …</source>
        <translation>Sucht Fotos …</translation>
    </message>
    <message>
        <source>There is no picture among these files.</source>
        <translation>Unter diesen Dateien ist kein Bild.</translation>
    </message>
    <message>
        <source>{judged} of {found} judged: {said}</source>
        <translation>{judged} von {found} beurteilt: {said}</translation>
    </message>
    <message>
        <source>{number} there already</source>
        <translation>{number} schon vorhanden</translation>
    </message>
    <message>
        <source>{number} unusable</source>
        <translation>{number} unbrauchbar</translation>
    </message>
    <message>
        <source>Proposing masks for {name}</source>
        <translation>Masken für {name} werden vorgeschlagen</translation>
    </message>
    <message>
        <source>Adding photos to {name}</source>
        <translation>Fügt {name} Fotos hinzu</translation>
    </message>
    <message numerus="yes">
        <source>Comparing %n method(s)</source>
        <translation><numerusform>Vergleicht %n Methode</numerusform><numerusform>Vergleicht %n Methoden</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>Drawing %n picture(s): {prompt}</source>
        <translation><numerusform>Zeichnet %n Bild: {prompt}</numerusform><numerusform>Zeichnet %n Bilder: {prompt}</numerusform></translation>
    </message>
    <message>
        <source>Drawing an X/Y sheet: {prompt}</source>
        <translation>Zeichnet einen X/Y-Bogen: {prompt}</translation>
    </message>
    <message numerus="yes">
        <source>Joining %n artifact(s)</source>
        <translation><numerusform>%n Artefakt wird vereint</numerusform><numerusform>%n Artefakte werden vereint</numerusform></translation>
    </message>
    <message>
        <source>Looking for faces</source>
        <translation>Gesichter werden gesucht</translation>
    </message>
    <message>
        <source>Opening the library</source>
        <translation>Öffnet die Bibliothek</translation>
    </message>
    <message>
        <source>Scoring an artifact</source>
        <translation>Bewertet ein Artefakt</translation>
    </message>
    <message>
        <source>Teaching {who}</source>
        <translation>Lernt {who} an</translation>
    </message>
    <message>
        <source>Teach it first on the Teach screen, or leave the name out.</source>
        <translation>Zuerst unter „Anlernen“ anlernen oder den Namen weglassen.</translation>
    </message>
    <message>
        <source>{name} has not been taught to “{backbone}” yet.</source>
        <translation>{name} wurde „{backbone}“ noch nicht angelernt.</translation>
    </message>
    <message>
        <source>It could not be looked at: the process for it gave no answer.</source>
        <translation>Es konnte nicht angesehen werden: Der Prozess dafür gab keine Antwort.</translation>
    </message>
    <message>
        <source>Try again. If it happens each time, run “studio doctor”.</source>
        <translation>Noch einmal versuchen. Geschieht es jedes Mal, „studio doctor“ ausführen.</translation>
    </message>
    <message>
        <source>Save them once more in Preferences; defaults apply until then.</source>
        <translation>In den Einstellungen noch einmal speichern; bis dahin gelten die Vorgaben.</translation>
    </message>
    <message>
        <source>“{path}” does not hold preferences.</source>
        <translation>„{path}“ enthält keine Einstellungen.</translation>
    </message>
    <message numerus="yes">
        <source>%n other file(s) left out.</source>
        <translation><numerusform>%n andere Datei ausgelassen.</numerusform><numerusform>%n andere Dateien ausgelassen.</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation><numerusform>%n Foto</numerusform><numerusform>%n Fotos</numerusform></translation>
    </message>
    <message>
        <source>{number} more could not be used either.</source>
        <translation>{number} weitere waren auch nicht zu gebrauchen.</translation>
    </message>
    <message>
        <source>{number} more notes of this kind.</source>
        <translation>{number} weitere Hinweise dieser Art.</translation>
    </message>
    <message>
        <source>{photos} added to {name}. {noted}</source>
        <translation>{photos} zu {name} hinzugefügt. {noted}</translation>
    </message>
    <message>
        <source>Adding a model</source>
        <translation>Fügt ein Modell hinzu</translation>
    </message>
    <message>
        <source>Bringing pictures back</source>
        <translation>Holt Bilder zurück</translation>
    </message>
    <message>
        <source>Deleting</source>
        <translation>Löscht</translation>
    </message>
    <message>
        <source>Exporting photos</source>
        <translation>Exportiert Fotos</translation>
    </message>
    <message>
        <source>Exporting: {done:,} of {of:,}</source>
        <translation>Exportiert: {done:,} von {of:,}</translation>
    </message>
    <message>
        <source>Keeping that step</source>
        <translation>Behält diesen Schritt</translation>
    </message>
    <message>
        <source>Loading a model</source>
        <translation>Ein Modell wird geladen</translation>
    </message>
    <message>
        <source>Looking at a model</source>
        <translation>Sieht ein Modell an</translation>
    </message>
    <message>
        <source>Opening the composition</source>
        <translation>Öffnet die Komposition</translation>
    </message>
    <message>
        <source>Removing a photo</source>
        <translation>Entfernt ein Foto</translation>
    </message>
    <message>
        <source>Removing a subject</source>
        <translation>Entfernt ein Motiv</translation>
    </message>
    <message>
        <source>Removing pictures</source>
        <translation>Entfernt Bilder</translation>
    </message>
    <message>
        <source>Restoring</source>
        <translation>Stellt wieder her</translation>
    </message>
    <message>
        <source>Saving the composition</source>
        <translation>Speichert die Komposition</translation>
    </message>
    <message>
        <source>Verifying {name}</source>
        <translation>Prüft {name}</translation>
    </message>
    <message>
        <source>All of it is redrawn, as much as the slider says.</source>
        <translation>Alles wird neu gezeichnet, so stark wie am Regler eingestellt.</translation>
    </message>
    <message>
        <source>Base picture</source>
        <translation>Ausgangsbild</translation>
    </message>
    <message>
        <source>Choose a base picture</source>
        <translation>Ein Ausgangsbild wählen</translation>
    </message>
    <message>
        <source>Clear the mask</source>
        <translation>Maske leeren</translation>
    </message>
    <message>
        <source>Drag a picture from the strip onto the canvas to redraw it, a part of it, or more around it.</source>
        <translation>Ein Bild aus der Leiste auf die Leinwand ziehen, um es neu zu zeichnen, einen Teil davon oder mehr darum herum.</translation>
    </message>
    <message>
        <source>How much is redrawn</source>
        <translation>Wie viel neu gezeichnet wird</translation>
    </message>
    <message>
        <source>Only what is marked is redrawn.</source>
        <translation>Nur das Markierte wird neu gezeichnet.</translation>
    </message>
    <message>
        <source>Open a picture…</source>
        <translation>Ein Bild öffnen…</translation>
    </message>
    <message>
        <source>Red&amp;raw</source>
        <translation>Ne&amp;u zeichnen</translation>
    </message>
    <message>
        <source>Reset the frame</source>
        <translation>Rahmen zurücksetzen</translation>
    </message>
    <message>
        <source>What lies in the frame around the picture is drawn anew.</source>
        <translation>Was im Rahmen um das Bild liegt, wird neu gezeichnet.</translation>
    </message>
    <message>
        <source>Brush a region of any shape</source>
        <translation>Einen Bereich beliebiger Form malen</translation>
    </message>
    <message>
        <source>Compare with the base picture</source>
        <translation>Mit dem Ausgangsbild vergleichen</translation>
    </message>
    <message>
        <source>Compositions</source>
        <translation>Kompositionen</translation>
    </message>
    <message>
        <source>Drag the frame to draw around the base picture</source>
        <translation>Den Rahmen ziehen, um rund um das Ausgangsbild zu zeichnen</translation>
    </message>
    <message>
        <source>Erase from the chosen region</source>
        <translation>Aus dem gewählten Bereich radieren</translation>
    </message>
    <message>
        <source>Erase what is redrawn</source>
        <translation>Wegradieren, was neu gezeichnet wird</translation>
    </message>
    <message>
        <source>Fit the picture (F)</source>
        <translation>Bild einpassen (F)</translation>
    </message>
    <message>
        <source>Mark what is redrawn of the base picture</source>
        <translation>Markieren, was vom Ausgangsbild neu gezeichnet wird</translation>
    </message>
    <message>
        <source>One to one (1)</source>
        <translation>Eins zu eins (1)</translation>
    </message>
    <message>
        <source>Open a composition</source>
        <translation>Eine Komposition öffnen</translation>
    </message>
    <message>
        <source>Open a composition…</source>
        <translation>Eine Komposition öffnen…</translation>
    </message>
    <message>
        <source>Regions: drag a box</source>
        <translation>Bereiche: einen Kasten ziehen</translation>
    </message>
    <message>
        <source>Save the composition</source>
        <translation>Die Komposition speichern</translation>
    </message>
    <message>
        <source>Save the composition…</source>
        <translation>Die Komposition speichern…</translation>
    </message>
    <message>
        <source>Size of the brush</source>
        <translation>Größe des Pinsels</translation>
    </message>
    <message>
        <source>Size of the brush  [ ]</source>
        <translation>Größe des Pinsels  [ ]</translation>
    </message>
    <message>
        <source>Zoom in (+)</source>
        <translation>Vergrößern (+)</translation>
    </message>
    <message>
        <source>Zoom out (-)</source>
        <translation>Verkleinern (-)</translation>
    </message>
    <message numerus="yes">
        <source>%n region(s)</source>
        <translation><numerusform>%n Bereich</numerusform><numerusform>%n Bereiche</numerusform></translation>
    </message>
    <message>
        <source>Canvas</source>
        <translation>Leinwand</translation>
    </message>
    <message>
        <source>No regions</source>
        <translation>Keine Bereiche</translation>
    </message>
    <message>
        <source>chosen: {caption}</source>
        <translation>gewählt: {caption}</translation>
    </message>
    <message>
        <source>overlaps {names}</source>
        <translation>überlappt {names}</translation>
    </message>
    <message>
        <source>&amp;Prompt</source>
        <translation>&amp;Prompt</translation>
    </message>
    <message>
        <source>Choose a picture below.</source>
        <translation>Unten ein Bild wählen.</translation>
    </message>
    <message>
        <source>Drag somebody from above into the picture, or write a prompt.</source>
        <translation>Jemanden von oben ins Bild ziehen oder einen Prompt schreiben.</translation>
    </message>
    <message>
        <source>Generate</source>
        <translation>Erzeugen</translation>
    </message>
    <message>
        <source>Generate {count} pictures</source>
        <translation>{count} Bilder erzeugen</translation>
    </message>
    <message>
        <source>In the picture</source>
        <translation>Im Bild</translation>
    </message>
    <message>
        <source>Pictures of this session</source>
        <translation>Bilder dieser Sitzung</translation>
    </message>
    <message>
        <source>Redraw it, a part of it, or more around it.</source>
        <translation>Es neu zeichnen, einen Teil davon oder mehr darum herum.</translation>
    </message>
    <message>
        <source>Regions</source>
        <translation>Bereiche</translation>
    </message>
    <message>
        <source>Say what to draw</source>
        <translation>Sagen, was gezeichnet werden soll</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Show in Results</source>
        <translation>In Ergebnissen zeigen</translation>
    </message>
    <message>
        <source>Start with a region</source>
        <translation>Mit einem Bereich beginnen</translation>
    </message>
    <message>
        <source>Use as base</source>
        <translation>Als Ausgang</translation>
    </message>
    <message>
        <source>Write a prompt and press Generate. Type @ to put somebody you taught into the picture, or {beach|garden} to try several places at once. Regions say what stands where.</source>
        <translation>Einen Prompt schreiben und „Erzeugen“ drücken. @ setzt ein angelerntes Motiv ins Bild, {beach|garden} probiert mehrere Orte auf einmal. Bereiche sagen, was wo steht.</translation>
    </message>
    <message>
        <source>base picture</source>
        <translation>Ausgangsbild</translation>
    </message>
    <message>
        <source>seed {seed}</source>
        <translation>Startwert {seed}</translation>
    </message>
    <message>
        <source>seed {seed}, step {preview_step}</source>
        <translation>Startwert {seed}, Schritt {preview_step}</translation>
    </message>
    <message>
        <source>&amp;Base model</source>
        <translation>&amp;Basismodell</translation>
    </message>
    <message>
        <source>&amp;Guidance</source>
        <translation>&amp;Guidance</translation>
    </message>
    <message>
        <source>&amp;Next seed</source>
        <translation>&amp;Nächster</translation>
    </message>
    <message>
        <source>&amp;Pictures</source>
        <translation>Bi&amp;lder</translation>
    </message>
    <message>
        <source>A&amp;void</source>
        <translation>&amp;Meiden</translation>
    </message>
    <message>
        <source>Advanced</source>
        <translation>Erweitert</translation>
    </message>
    <message>
        <source>S&amp;eed</source>
        <translation>&amp;Startwert</translation>
    </message>
    <message>
        <source>S&amp;teps</source>
        <translation>S&amp;chritte</translation>
    </message>
    <message>
        <source>Sa&amp;mpler</source>
        <translation>Samp&amp;ler</translation>
    </message>
    <message>
        <source>Show advanced settings</source>
        <translation>Erweiterte Einstellungen zeigen</translation>
    </message>
    <message>
        <source>Si&amp;ze</source>
        <translation>Grö&amp;ße</translation>
    </message>
    <message>
        <source>The next drawing takes a new seed, the same again, or the one after the last.</source>
        <translation>Das nächste Zeichnen nimmt einen neuen Startwert, denselben noch einmal oder den nach dem letzten.</translation>
    </message>
    <message>
        <source>as made for</source>
        <translation>wie vorgesehen</translation>
    </message>
    <message>
        <source>count on</source>
        <translation>weiterzählen</translation>
    </message>
    <message>
        <source>keep</source>
        <translation>behalten</translation>
    </message>
    <message>
        <source>new</source>
        <translation>neu</translation>
    </message>
    <message>
        <source>what to avoid</source>
        <translation>was zu vermeiden ist</translation>
    </message>
    <message>
        <source>{width} × {height}, as made for</source>
        <translation>{width} × {height}, wie vorgesehen</translation>
    </message>
    <message>
        <source>Add region</source>
        <translation>Bereich hinzufügen</translation>
    </message>
    <message>
        <source>Move region</source>
        <translation>Bereich verschieben</translation>
    </message>
    <message>
        <source>Resize region</source>
        <translation>Bereichsgröße ändern</translation>
    </message>
    <message>
        <source>Drag the frame</source>
        <translation>Rahmen ziehen</translation>
    </message>
    <message>
        <source>Mark what is redrawn</source>
        <translation>Markieren, was neu gezeichnet wird</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>Prompt</translation>
    </message>
    <message>
        <source>Say what to draw. Type @ to name a subject. Ctrl+Enter draws.</source>
        <translation>Sagen, was gezeichnet werden soll. @ nennt ein Motiv. Strg+Eingabe zeichnet.</translation>
    </message>
    <message>
        <source>(empty)</source>
        <translation>(leer)</translation>
    </message>
    <message>
        <source>hidden</source>
        <translation>verborgen</translation>
    </message>
    <message>
        <source>locked</source>
        <translation>gesperrt</translation>
    </message>
    <message>
        <source>Add a region</source>
        <translation>Bereich hinzufügen</translation>
    </message>
    <message>
        <source>Background: around the regions</source>
        <translation>Hintergrund: rund um die Bereiche</translation>
    </message>
    <message>
        <source>Bottom edge</source>
        <translation>Untere Kante</translation>
    </message>
    <message>
        <source>Brushed</source>
        <translation>Gemalt</translation>
    </message>
    <message>
        <source>Drag on the canvas, or drag a subject onto it: what a region says is drawn in its place.</source>
        <translation>Auf der Leinwand ziehen oder ein Motiv darauf ziehen: Was ein Bereich sagt, wird an seiner Stelle gezeichnet.</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Duplizieren</translation>
    </message>
    <message>
        <source>Ellipse</source>
        <translation>Ellipse</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Verbergen</translation>
    </message>
    <message>
        <source>How the region’s subject is drawn</source>
        <translation>Wie das Motiv des Bereichs gezeichnet wird</translation>
    </message>
    <message>
        <source>Left edge</source>
        <translation>Linke Kante</translation>
    </message>
    <message>
        <source>Left, t&amp;op</source>
        <translation>Links, &amp;oben</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Sperren</translation>
    </message>
    <message>
        <source>Na&amp;me</source>
        <translation>Na&amp;me</translation>
    </message>
    <message>
        <source>None: only the prompt</source>
        <translation>Keines: nur der Prompt</translation>
    </message>
    <message>
        <source>Overlaps {names}</source>
        <translation>Überlappt {names}</translation>
    </message>
    <message>
        <source>P&amp;rompt</source>
        <translation>P&amp;rompt</translation>
    </message>
    <message>
        <source>Prompt of the background</source>
        <translation>Prompt des Hintergrunds</translation>
    </message>
    <message>
        <source>Rectangle</source>
        <translation>Rechteck</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Redo: {text}</source>
        <translation>Wiederholen: {text}</translation>
    </message>
    <message>
        <source>Regions, front first</source>
        <translation>Bereiche, vordere zuerst</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Right edge</source>
        <translation>Rechte Kante</translation>
    </message>
    <message>
        <source>Right, bottom</source>
        <translation>Rechts, unten</translation>
    </message>
    <message>
        <source>Sha&amp;pe</source>
        <translation>&amp;Form</translation>
    </message>
    <message>
        <source>Strengt&amp;h</source>
        <translation>Stär&amp;ke</translation>
    </message>
    <message>
        <source>Sub&amp;ject</source>
        <translation>Moti&amp;v</translation>
    </message>
    <message>
        <source>To the back</source>
        <translation>Nach hinten</translation>
    </message>
    <message>
        <source>To the front</source>
        <translation>Nach vorn</translation>
    </message>
    <message>
        <source>Top edge</source>
        <translation>Obere Kante</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Undo: {text}</source>
        <translation>Rückgängig: {text}</translation>
    </message>
    <message>
        <source>not taught to this base model</source>
        <translation>diesem Basismodell nicht angelernt</translation>
    </message>
    <message>
        <source>{field} of the region</source>
        <translation>{field} des Bereichs</translation>
    </message>
    <message>
        <source>{name}, newest</source>
        <translation>{name}, neuestes</translation>
    </message>
    <message>
        <source>{side}, in percent of the picture</source>
        <translation>{side}, in Prozent des Bildes</translation>
    </message>
    <message>
        <source>Drag {name} onto the canvas, or press Enter</source>
        <translation>{name} auf die Leinwand ziehen oder Eingabe drücken</translation>
    </message>
    <message>
        <source>Subjects to put on the canvas</source>
        <translation>Motive für die Leinwand</translation>
    </message>
    <message>
        <source>Add a subject</source>
        <translation>Motiv hinzufügen</translation>
    </message>
    <message>
        <source>How {name} is drawn</source>
        <translation>Wie {name} gezeichnet wird</translation>
    </message>
    <message>
        <source>No subject was taught to this base model yet. Plain prompts work all the same.</source>
        <translation>Diesem Basismodell wurde noch kein Motiv angelernt. Einfache Prompts gehen trotzdem.</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>Stärke</translation>
    </message>
    <message>
        <source>Strength of {name}</source>
        <translation>Stärke von {name}</translation>
    </message>
    <message>
        <source>Take {name} out</source>
        <translation>{name} herausnehmen</translation>
    </message>
    <message>
        <source>likeness {value:.2f}</source>
        <translation>Ähnlichkeit {value:.2f}</translation>
    </message>
    <message>
        <source>This picture cannot be shown: its file is missing or damaged.</source>
        <translation>Dieses Bild lässt sich nicht zeigen: Seine Datei fehlt oder ist beschädigt.</translation>
    </message>
    <message>
        <source>Fetch</source>
        <translation>Holen</translation>
    </message>
    <message>
        <source>Fetch from the web?</source>
        <translation>Aus dem Netz holen?</translation>
    </message>
    <message>
        <source>Fetch {what} from {where}?</source>
        <translation>{what} von {where} holen?</translation>
    </message>
    <message>
        <source>Fetching from the web …</source>
        <translation>Wird aus dem Netz geholt …</translation>
    </message>
    <message>
        <source>Free some space there, then try again.</source>
        <translation>Dort Platz schaffen, dann noch einmal versuchen.</translation>
    </message>
    <message>
        <source>Save it as a file, then drop the file.</source>
        <translation>Als Datei speichern, dann die Datei hierher ziehen.</translation>
    </message>
    <message>
        <source>Save it with your browser, then drop the file here.</source>
        <translation>Mit dem Browser speichern, dann die Datei hierher ziehen.</translation>
    </message>
    <message>
        <source>The clipboard’s picture cannot be read.</source>
        <translation>Das Bild der Zwischenablage lässt sich nicht lesen.</translation>
    </message>
    <message>
        <source>The dropped picture is damaged.</source>
        <translation>Das gezogene Bild ist beschädigt.</translation>
    </message>
    <message>
        <source>The picture cannot be kept in “{parent}”.</source>
        <translation>Das Bild lässt sich in „{parent}“ nicht ablegen.</translation>
    </message>
    <message>
        <source>The studio connects to the site as your browser would; nothing about you or your photos is sent.</source>
        <translation>Das Studio verbindet sich mit der Seite, wie es ein Browser täte; nichts über Personen oder Fotos wird gesendet.</translation>
    </message>
    <message>
        <source>and {number} more</source>
        <translation>und {number} weitere</translation>
    </message>
    <message>
        <source>pasted picture</source>
        <translation>eingefügtes Bild</translation>
    </message>
    <message>
        <source>these {count} pictures</source>
        <translation>diese {count} Bilder</translation>
    </message>
    <message>
        <source>this picture</source>
        <translation>dieses Bild</translation>
    </message>
    <message>
        <source>web picture</source>
        <translation>Bild aus dem Netz</translation>
    </message>
    <message>
        <source>{count} web sites</source>
        <translation>{count} Webseiten</translation>
    </message>
    <message>
        <source>Do not close</source>
        <translation>Nicht schließen</translation>
    </message>
    <message>
        <source>Go on in the background</source>
        <translation>Im Hintergrund weitermachen</translation>
    </message>
    <message>
        <source>It can go on without the window, which finds it again at the next start, or save and stop now.</source>
        <translation>Es kann ohne das Fenster weitergehen, das es beim nächsten Start wiederfindet, oder jetzt speichern und anhalten.</translation>
    </message>
    <message>
        <source>Stop and save</source>
        <translation>Anhalten und speichern</translation>
    </message>
    <message>
        <source>Work is going on</source>
        <translation>Es wird noch gearbeitet</translation>
    </message>
    <message>
        <source>“{title}” is still running.</source>
        <translation>„{title}“ läuft noch.</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Farbe</translation>
    </message>
    <message>
        <source>Mark {colour}</source>
        <translation>{colour} markieren</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Befehle</translation>
    </message>
    <message>
        <source>No command has these letters.</source>
        <translation>Kein Befehl hat diese Buchstaben.</translation>
    </message>
    <message>
        <source>Search the commands</source>
        <translation>Befehle durchsuchen</translation>
    </message>
    <message>
        <source>What do you want to do?</source>
        <translation>Was soll geschehen?</translation>
    </message>
    <message>
        <source>Drop {sentence}</source>
        <translation>{sentence} ablegen</translation>
    </message>
    <message>
        <source>They are copied into your library; the originals stay where they are.</source>
        <translation>Sie werden in die Bibliothek kopiert; die Originale bleiben, wo sie sind.</translation>
    </message>
    <message>
        <source>A number {low}{high}</source>
        <translation>Eine Zahl {low}{high}</translation>
    </message>
    <message>
        <source>from {low:g} </source>
        <translation>ab {low:g} </translation>
    </message>
    <message>
        <source>to {high:g}</source>
        <translation>bis {high:g}</translation>
    </message>
    <message numerus="yes">
        <source>%n folder(s) with {pictures}</source>
        <translation><numerusform>%n Ordner mit {pictures}</numerusform><numerusform>%n Ordner mit {pictures}</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n other file(s)</source>
        <translation><numerusform>%n andere Datei</numerusform><numerusform>%n andere Dateien</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s)</source>
        <translation><numerusform>%n Bild</numerusform><numerusform>%n Bilder</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) from the web</source>
        <translation><numerusform>%n Bild aus dem Netz</numerusform><numerusform>%n Bilder aus dem Netz</numerusform></translation>
    </message>
    <message>
        <source>more than {pictures}</source>
        <translation>mehr als {pictures}</translation>
    </message>
    <message>
        <source>no picture</source>
        <translation>kein Bild</translation>
    </message>
    <message>
        <source>{list} and {last}</source>
        <translation>{list} und {last}</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Nothing is running</source>
        <translation>Es läuft nichts</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Progress of the running job</source>
        <translation>Fortschritt des laufenden Auftrags</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Warteschlange</translation>
    </message>
    <message>
        <source>Queue ({waiting})</source>
        <translation>Warteschlange ({waiting})</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>The engine has written nothing yet.</source>
        <translation>Die Engine hat noch nichts geschrieben.</translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>Diese Meldung schließen</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>Bericht kopieren</translation>
    </message>
    <message>
        <source>Information</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Problem</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Bericht</translation>
    </message>
    <message>
        <source>Something went wrong in the studio</source>
        <translation>Im Studio ging etwas schief</translation>
    </message>
    <message>
        <source>This is a mistake in the program, not in what you did.</source>
        <translation>Das ist ein Fehler im Programm, nicht in der Bedienung.</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>Your photos, subjects and jobs are on disk and safe. You can go on; if the window behaves oddly, start it again. Nothing was sent; copy the report if you want to tell the authors.</source>
        <translation>Fotos, Motive und Aufträge liegen sicher auf der Platte. Es kann weitergehen; verhält sich das Fenster seltsam, neu starten. Nichts wurde gesendet; der Bericht lässt sich kopieren, um ihn den Autoren zu schicken.</translation>
    </message>
    <message>
        <source>{title} failed</source>
        <translation>{title} ist fehlgeschlagen</translation>
    </message>
    <message>
        <source>{title} is done</source>
        <translation>{title} ist fertig</translation>
    </message>
    <message>
        <source>cannot be shown</source>
        <translation>nicht anzeigbar</translation>
    </message>
    <message>
        <source>drawing…</source>
        <translation>wird gezeichnet…</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Faces: {list}</source>
        <translation>Gesichter: {list}</translation>
    </message>
    <message>
        <source>Details and log</source>
        <translation>Details und Protokoll</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>Früher</translation>
    </message>
    <message>
        <source>Jobs, the running one first</source>
        <translation>Aufträge, der laufende zuerst</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Später</translation>
    </message>
    <message>
        <source>Open report</source>
        <translation>Bericht öffnen</translation>
    </message>
    <message>
        <source>Show folder</source>
        <translation>Ordner zeigen</translation>
    </message>
    <message>
        <source>The queue is empty. Trainings, drawings and comparisons wait here.</source>
        <translation>Die Warteschlange ist leer. Trainings, Zeichnungen und Vergleiche warten hier.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <source>Advanced settings</source>
        <translation>Erweiterte Einstellungen</translation>
    </message>
    <message>
        <source>No setting has these words.</source>
        <translation>Keine Einstellung hat diese Wörter.</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>Alle zurücksetzen</translation>
    </message>
    <message>
        <source>Reset all settings to their defaults</source>
        <translation>Alle Einstellungen auf die Vorgaben zurücksetzen</translation>
    </message>
    <message>
        <source>Reset {name}</source>
        <translation>{name} zurücksetzen</translation>
    </message>
    <message>
        <source>Search the settings</source>
        <translation>Einstellungen durchsuchen</translation>
    </message>
    <message>
        <source>{low} to {high}.</source>
        <translation>{low} bis {high}.</translation>
    </message>
    <message numerus="yes">
        <source>%n star(s)</source>
        <translation><numerusform>%n Stern</numerusform><numerusform>%n Sterne</numerusform></translation>
    </message>
    <message>
        <source>Rating: {rating}</source>
        <translation>Bewertung: {rating}</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>Ablehnen</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>abgelehnt</translation>
    </message>
    <message>
        <source>Judge no more photos; those that are judged stay.</source>
        <translation>Keine weiteren Fotos beurteilen; die beurteilten bleiben.</translation>
    </message>
    <message>
        <source>Photos judged</source>
        <translation>Beurteilte Fotos</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source> and </source>
        <translation> und </translation>
    </message>
    <message>
        <source> or </source>
        <translation> oder </translation>
    </message>
    <message>
        <source>Artifacts that can be joined</source>
        <translation>Artefakte, die sich vereinen lassen</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>Vereinen</translation>
    </message>
    <message numerus="yes">
        <source>Join %n artifact(s)</source>
        <translation><numerusform>%n Artefakt vereinen</numerusform><numerusform>%n Artefakte vereinen</numerusform></translation>
    </message>
    <message>
        <source>Join what was taught</source>
        <translation>Angelerntes vereinen</translation>
    </message>
    <message>
        <source>Subjects that were taught apart come into one artifact, which draws them together. The others stay as they are. Methods that can do this: {methods}.</source>
        <translation>Getrennt angelernte Motive kommen in ein Artefakt, das sie zusammen zeichnet. Die anderen bleiben, wie sie sind. Methoden, die das können: {methods}.</translation>
    </message>
    <message>
        <source>Teach two subjects by {methods} first.</source>
        <translation>Zuerst zwei Motive mit {methods} anlernen.</translation>
    </message>
    <message>
        <source>Reading the photo…</source>
        <translation>Foto wird gelesen…</translation>
    </message>
    <message>
        <source>This photo cannot be shown: its file is missing or damaged.</source>
        <translation>Dieses Foto lässt sich nicht zeigen: Seine Datei fehlt oder ist beschädigt.</translation>
    </message>
    <message>
        <source>&amp;Caption</source>
        <translation>&amp;Beschreibung</translation>
    </message>
    <message>
        <source>As the photo</source>
        <translation>Wie das Foto</translation>
    </message>
    <message>
        <source>Brush the subject (B)</source>
        <translation>Das Motiv malen (B)</translation>
    </message>
    <message>
        <source>Caption</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>Clear mask</source>
        <translation>Maske leeren</translation>
    </message>
    <message>
        <source>Click on the subject; Alt+click on what does not belong to it. Then brush or erase.</source>
        <translation>Auf das Motiv klicken; Alt+Klick auf das, was nicht dazugehört. Dann malen oder radieren.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Crop</source>
        <translation>Zuschnitt</translation>
    </message>
    <message>
        <source>Crop (C)</source>
        <translation>Zuschneiden (C)</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Edit photos of {name}</source>
        <translation>Fotos von {name} bearbeiten</translation>
    </message>
    <message>
        <source>Erase the mask (E)</source>
        <translation>Maske radieren (E)</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>Frei</translation>
    </message>
    <message>
        <source>Go on editing</source>
        <translation>Weiter bearbeiten</translation>
    </message>
    <message>
        <source>Hold out: never learn from it</source>
        <translation>Zurückhalten: nie daraus lernen</translation>
    </message>
    <message>
        <source>Invert</source>
        <translation>Umkehren</translation>
    </message>
    <message>
        <source>Mask all</source>
        <translation>Alles maskieren</translation>
    </message>
    <message>
        <source>Next photo (Page Down)</source>
        <translation>Nächstes Foto (Bild ab)</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>Foto</translation>
    </message>
    <message>
        <source>Previous photo (Page Up)</source>
        <translation>Vorheriges Foto (Bild auf)</translation>
    </message>
    <message>
        <source>Redo (Ctrl+Shift+Z)</source>
        <translation>Wiederholen (Strg+Umschalt+Z)</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Save the changes?</source>
        <translation>Die Änderungen speichern?</translation>
    </message>
    <message>
        <source>Select the subject</source>
        <translation>Das Motiv auswählen</translation>
    </message>
    <message>
        <source>Select the subject by a click (S)</source>
        <translation>Das Motiv mit einem Klick auswählen (S)</translation>
    </message>
    <message>
        <source>Selecting the subject…</source>
        <translation>Motiv wird ausgewählt…</translation>
    </message>
    <message>
        <source>Shape of the crop</source>
        <translation>Form des Zuschnitts</translation>
    </message>
    <message>
        <source>Show the photo without crop and mask</source>
        <translation>Foto ohne Zuschnitt und Maske zeigen</translation>
    </message>
    <message>
        <source>Suggest</source>
        <translation>Vorschlagen</translation>
    </message>
    <message>
        <source>The changes of “{name}” are not saved.</source>
        <translation>Die Änderungen an „{name}“ sind nicht gespeichert.</translation>
    </message>
    <message>
        <source>Turn left (Ctrl+L)</source>
        <translation>Nach links drehen (Strg+L)</translation>
    </message>
    <message>
        <source>Turn right (Ctrl+R)</source>
        <translation>Nach rechts drehen (Strg+R)</translation>
    </message>
    <message>
        <source>Undo (Ctrl+Z)</source>
        <translation>Rückgängig (Strg+Z)</translation>
    </message>
    <message>
        <source>Whole photo</source>
        <translation>Ganzes Foto</translation>
    </message>
    <message>
        <source>Whole photo in the window (F)</source>
        <translation>Ganzes Foto im Fenster (F)</translation>
    </message>
    <message>
        <source>{name}  ({number} of {count})</source>
        <translation>{name}  ({number} von {count})</translation>
    </message>
    <message>
        <source>{width} × {height} pixels</source>
        <translation>{width} × {height} Pixel</translation>
    </message>
    <message numerus="yes">
        <source>%n drawing(s)</source>
        <translation><numerusform>%n Zeichnung</numerusform><numerusform>%n Zeichnungen</numerusform></translation>
    </message>
    <message>
        <source>Add the sample {name}</source>
        <translation>Das Beispiel {name} hinzufügen</translation>
    </message>
    <message>
        <source>&amp;Class word</source>
        <translation>&amp;Klassenwort</translation>
    </message>
    <message>
        <source>&amp;Kind</source>
        <translation>&amp;Art</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>About {name}</source>
        <translation>Über {name}</translation>
    </message>
    <message>
        <source>C&amp;onsent</source>
        <translation>&amp;Einwilligung</translation>
    </message>
    <message>
        <source>No&amp;tes</source>
        <translation>No&amp;tizen</translation>
    </message>
    <message>
        <source>Still needed: {list}.</source>
        <translation>Noch nötig: {list}.</translation>
    </message>
    <message>
        <source>Who agreed, how and when</source>
        <translation>Wer eingewilligt hat, wie und wann</translation>
    </message>
    <message>
        <source>a class word</source>
        <translation>ein Klassenwort</translation>
    </message>
    <message>
        <source>a name</source>
        <translation>ein Name</translation>
    </message>
    <message>
        <source>who agreed to pictures of this person</source>
        <translation>wer Bildern dieser Person zugestimmt hat</translation>
    </message>
    <message>
        <source> · consent: {consent}</source>
        <translation> · Einwilligung: {consent}</translation>
    </message>
    <message>
        <source> · has a mask</source>
        <translation> · hat eine Maske</translation>
    </message>
    <message>
        <source> · held out: never learned from</source>
        <translation> · zurückgehalten: nie daraus gelernt</translation>
    </message>
    <message>
        <source>Add photos</source>
        <translation>Fotos hinzufügen</translation>
    </message>
    <message>
        <source>Add photos…</source>
        <translation>Fotos hinzufügen…</translation>
    </message>
    <message>
        <source>Back to all subjects</source>
        <translation>Zurück zu allen Motiven</translation>
    </message>
    <message>
        <source>Delete everything</source>
        <translation>Alles löschen</translation>
    </message>
    <message>
        <source>Delete this subject…</source>
        <translation>Dieses Motiv löschen…</translation>
    </message>
    <message>
        <source>Delete {name}?</source>
        <translation>{name} löschen?</translation>
    </message>
    <message>
        <source>Deleted for good</source>
        <translation>Endgültig gelöscht</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>Bearbeiten…</translation>
    </message>
    <message>
        <source>Export photos to</source>
        <translation>Fotos exportieren nach</translation>
    </message>
    <message>
        <source>Export photos…</source>
        <translation>Fotos exportieren…</translation>
    </message>
    <message>
        <source>Hold out</source>
        <translation>Zurückhalten</translation>
    </message>
    <message>
        <source>Into the trash; it can be restored.</source>
        <translation>In den Papierkorb; es lässt sich wiederherstellen.</translation>
    </message>
    <message>
        <source>Learn from it</source>
        <translation>Daraus lernen</translation>
    </message>
    <message>
        <source>Mask all photos: propose a mask where there is none</source>
        <translation>Alle Fotos maskieren: eine Maske vorschlagen, wo keine ist</translation>
    </message>
    <message>
        <source>Move to trash</source>
        <translation>In den Papierkorb</translation>
    </message>
    <message>
        <source>Move {name} to the trash, or delete everything made from it?</source>
        <translation>{name} in den Papierkorb legen oder alles daraus Gemachte löschen?</translation>
    </message>
    <message>
        <source>Name, consent and notes…</source>
        <translation>Name, Einwilligung und Notizen…</translation>
    </message>
    <message>
        <source>Never learn from this photo; keep it to check the likeness.</source>
        <translation>Nie aus diesem Foto lernen; es prüft die Ähnlichkeit.</translation>
    </message>
    <message>
        <source>No photo yet. Drop some anywhere on this window.</source>
        <translation>Noch kein Foto. Einfach irgendwo in dieses Fenster ziehen.</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>Fotos</translation>
    </message>
    <message>
        <source>Teach…</source>
        <translation>Anlernen…</translation>
    </message>
    <message>
        <source>The chosen photo</source>
        <translation>Das gewählte Foto</translation>
    </message>
    <message>
        <source>The receipt is {path}.</source>
        <translation>Die Quittung liegt in {path}.</translation>
    </message>
    <message>
        <source>The trash keeps the photos for thirty days; what was taught and drawn stays. Deleting everything also removes what was taught, the pictures drawn with it and all caches, at once and for good.</source>
        <translation>Der Papierkorb hebt die Fotos dreißig Tage auf; Angelerntes und Gezeichnetes bleibt. „Alles löschen“ entfernt auch Angelerntes, damit Gezeichnetes und alle Zwischenspeicher, sofort und endgültig.</translation>
    </message>
    <message>
        <source>These backups may still hold it; delete them by hand: {list}.</source>
        <translation>Diese Sicherungen enthalten es vielleicht noch; von Hand löschen: {list}.</translation>
    </message>
    <message>
        <source>Turn, crop, mask and caption (Enter)</source>
        <translation>Drehen, zuschneiden, maskieren und beschreiben (Eingabe)</translation>
    </message>
    <message>
        <source>animal</source>
        <translation>Tier</translation>
    </message>
    <message>
        <source>held out</source>
        <translation>zurückgehalten</translation>
    </message>
    <message>
        <source>person</source>
        <translation>Person</translation>
    </message>
    <message>
        <source>somebody</source>
        <translation>jemand</translation>
    </message>
    <message>
        <source>somebody else</source>
        <translation>jemand anderes</translation>
    </message>
    <message>
        <source>style</source>
        <translation>Stil</translation>
    </message>
    <message>
        <source>thing</source>
        <translation>Ding</translation>
    </message>
    <message numerus="yes">
        <source>{name} was deleted for good: %n file(s), {size} MB.</source>
        <translation><numerusform>{name} wurde endgültig gelöscht: %n Datei, {size} MB.</numerusform><numerusform>{name} wurde endgültig gelöscht: %n Dateien, {size} MB.</numerusform></translation>
    </message>
    <message>
        <source>Create subject</source>
        <translation>Motiv anlegen</translation>
    </message>
    <message>
        <source>How you call it in a prompt: @Rex on a beach.</source>
        <translation>So heißt es im Prompt: @Rex on a beach.</translation>
    </message>
    <message>
        <source>New subject</source>
        <translation>Neues Motiv</translation>
    </message>
    <message>
        <source>No photos yet</source>
        <translation>Noch keine Fotos</translation>
    </message>
    <message>
        <source>Pictures (*.jpg *.jpeg *.png *.webp *.heic *.heif *.avif *.tif *.tiff *.gif *.bmp);;All files (*)</source>
        <translation>Bilder (*.jpg *.jpeg *.png *.webp *.heic *.heif *.avif *.tif *.tiff *.gif *.bmp);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>She agreed by mail on 3 May</source>
        <translation>Sie hat am 3. Mai per Mail zugestimmt</translation>
    </message>
    <message>
        <source>Still needed: {said}.</source>
        <translation>Noch nötig: {said}.</translation>
    </message>
    <message>
        <source>The plain word for what it is. The studio starts from there.</source>
        <translation>Das einfache englische Wort dafür. Davon geht das Studio aus.</translation>
    </message>
    <message>
        <source>Who agreed to pictures of this person, and how.</source>
        <translation>Wer Bildern dieser Person zugestimmt hat, und wie.</translation>
    </message>
    <message>
        <source>a consent note</source>
        <translation>ein Vermerk zur Einwilligung</translation>
    </message>
    <message>
        <source>at least one photo</source>
        <translation>mindestens ein Foto</translation>
    </message>
    <message numerus="yes">
        <source>%n subject(s). Drop photos anywhere to add another.</source>
        <translation><numerusform>%n Motiv. Fotos irgendwohin ziehen, um ein weiteres hinzuzufügen.</numerusform><numerusform>%n Motive. Fotos irgendwohin ziehen, um ein weiteres hinzuzufügen.</numerusform></translation>
    </message>
    <message>
        <source>Drop photos of somebody or something here</source>
        <translation>Fotos von jemandem oder etwas hierher ziehen</translation>
    </message>
    <message>
        <source>Opening your library …</source>
        <translation>Die Bibliothek wird geöffnet …</translation>
    </message>
    <message>
        <source>Or start with a sample</source>
        <translation>Oder mit einem Beispiel beginnen</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>Beispiele</translation>
    </message>
    <message>
        <source>Subjects that were taught apart in one artifact.</source>
        <translation>Getrennt angelernte Motive in einem Artefakt.</translation>
    </message>
    <message>
        <source>The library cannot be opened</source>
        <translation>Die Bibliothek lässt sich nicht öffnen</translation>
    </message>
    <message>
        <source>The library cannot be opened.</source>
        <translation>Die Bibliothek lässt sich nicht öffnen.</translation>
    </message>
    <message>
        <source>Three to eight are best: different places, light and angles. They are copied into your library and never leave this computer.</source>
        <translation>Drei bis acht sind am besten: verschiedene Orte, Licht und Winkel. Sie werden in die Bibliothek kopiert und verlassen diesen Computer nie.</translation>
    </message>
    <message>
        <source>Trash</source>
        <translation>Papierkorb</translation>
    </message>
    <message>
        <source>Who should be drawn?</source>
        <translation>Wer soll gezeichnet werden?</translation>
    </message>
    <message>
        <source>taught</source>
        <translation>angelernt</translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) may come back.</source>
        <translation><numerusform>%n Ding lässt sich zurückholen.</numerusform><numerusform>%n Dinge lassen sich zurückholen.</numerusform></translation>
    </message>
    <message>
        <source>Delete for good</source>
        <translation>Endgültig löschen</translation>
    </message>
    <message>
        <source>Delete “{name}” for good?</source>
        <translation>„{name}“ endgültig löschen?</translation>
    </message>
    <message>
        <source>It cannot come back after that.</source>
        <translation>Danach lässt es sich nicht zurückholen.</translation>
    </message>
    <message>
        <source>Nothing was removed.</source>
        <translation>Nichts wurde entfernt.</translation>
    </message>
    <message>
        <source>Removed subjects, photos and pictures come here.</source>
        <translation>Entfernte Motive, Fotos und Bilder kommen hierher.</translation>
    </message>
    <message>
        <source>Removed things</source>
        <translation>Entferntes</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>The trash is empty</source>
        <translation>Der Papierkorb ist leer</translation>
    </message>
    <message>
        <source>&amp;Predicts</source>
        <translation>Sagt &amp;voraus</translation>
    </message>
    <message>
        <source>A name has small letters, digits, dots, dashes and underscores, 64 at most.</source>
        <translation>Ein Name hat Kleinbuchstaben, Ziffern, Punkte, Striche und Unterstriche, höchstens 64.</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Add a base model</source>
        <translation>Ein Basismodell hinzufügen</translation>
    </message>
    <message>
        <source>Family</source>
        <translation>Familie</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Its files stay where they are. All weights are read once.</source>
        <translation>Die Dateien bleiben, wo sie sind. Alle Gewichte werden einmal gelesen.</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Noise (epsilon)</source>
        <translation>Rauschen (Epsilon)</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Predicts</source>
        <translation>Sagt voraus</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>The file does not say it. In this family models for 768 px predict velocity, models for 512 px noise. If its pictures are only noise, take it off the list and add it with the other choice.</source>
        <translation>Die Datei sagt es nicht. In dieser Familie sagen Modelle für 768 px Geschwindigkeit voraus, Modelle für 512 px Rauschen. Sind die Bilder nur Rauschen, das Modell von der Liste nehmen und mit der anderen Wahl hinzufügen.</translation>
    </message>
    <message>
        <source>The file does not say it. Nearly all models of this family predict noise.</source>
        <translation>Die Datei sagt es nicht. Fast alle Modelle dieser Familie sagen Rauschen voraus.</translation>
    </message>
    <message>
        <source>The file says what it predicts.</source>
        <translation>Die Datei sagt, was sie vorhersagt.</translation>
    </message>
    <message>
        <source>There is a “{name}” already.</source>
        <translation>Es gibt schon ein „{name}“.</translation>
    </message>
    <message>
        <source>Velocity (v)</source>
        <translation>Geschwindigkeit (v)</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>Drop a base model to add it</source>
        <translation>Basismodell ablegen, um es hinzuzufügen</translation>
    </message>
    <message>
        <source>Its size and licence are shown first; its files stay where they are.</source>
        <translation>Erst werden Größe und Lizenz gezeigt; die Dateien bleiben, wo sie sind.</translation>
    </message>
    <message>
        <source> · in use</source>
        <translation> · in Gebrauch</translation>
    </message>
    <message>
        <source> · not in use</source>
        <translation> · nicht in Gebrauch</translation>
    </message>
    <message>
        <source> · not installed</source>
        <translation> · nicht installiert</translation>
    </message>
    <message>
        <source> · not usable</source>
        <translation> · nicht nutzbar</translation>
    </message>
    <message>
        <source>A base model as a folder in the diffusers layout</source>
        <translation>Ein Basismodell als Ordner im diffusers-Aufbau</translation>
    </message>
    <message>
        <source>A base model in one .safetensors file</source>
        <translation>Ein Basismodell in einer .safetensors-Datei</translation>
    </message>
    <message>
        <source>A face pack of insightface</source>
        <translation>Ein Gesichterpaket von insightface</translation>
    </message>
    <message>
        <source>Add a base model: a folder, or one file. The small one comes back with a new installation.</source>
        <translation>Ein Basismodell hinzufügen: einen Ordner oder eine Datei. Das kleine kommt mit einer neuen Installation zurück.</translation>
    </message>
    <message>
        <source>Add a file…</source>
        <translation>Datei…</translation>
    </message>
    <message>
        <source>Add a folder…</source>
        <translation>Ordner…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Choose the file of a base model</source>
        <translation>Datei eines Basismodells wählen</translation>
    </message>
    <message>
        <source>Choose the file of a segmenter</source>
        <translation>Datei eines Segmentierers wählen</translation>
    </message>
    <message>
        <source>Choose the folder of a base model</source>
        <translation>Den Ordner eines Basismodells wählen</translation>
    </message>
    <message>
        <source>Choose the folder of a face pack</source>
        <translation>Ordner eines Gesichterpakets wählen</translation>
    </message>
    <message>
        <source>Choose the folder of a segmenter</source>
        <translation>Ordner eines Segmentierers wählen</translation>
    </message>
    <message>
        <source>Facts</source>
        <translation>Angaben</translation>
    </message>
    <message>
        <source>Family: {value}</source>
        <translation>Familie: {value}</translation>
    </message>
    <message>
        <source>File: {value}</source>
        <translation>Datei: {value}</translation>
    </message>
    <message>
        <source>Folder: {value}</source>
        <translation>Ordner: {value}</translation>
    </message>
    <message>
        <source>Its files stay where they are; what was taught on it can be used when it is back.</source>
        <translation>Die Dateien bleiben, wo sie sind; was ihm angelernt wurde, ist nutzbar, sobald es wieder da ist.</translation>
    </message>
    <message>
        <source>Its weights are others than those that were added: add it again, or restore them.</source>
        <translation>Die Gewichte sind andere als die hinzugefügten: noch einmal hinzufügen oder sie wiederherstellen.</translation>
    </message>
    <message>
        <source>Licence: {value}</source>
        <translation>Lizenz: {value}</translation>
    </message>
    <message>
        <source>Limits: {value}</source>
        <translation>Grenzen: {value}</translation>
    </message>
    <message>
        <source>Looking at what is on this computer</source>
        <translation>Sieht nach, was auf diesem Computer ist</translation>
    </message>
    <message>
        <source>Methods that can use it</source>
        <translation>Methoden, die es nutzen können</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Models (*.safetensors *.ckpt *.gguf);;All files (*)</source>
        <translation>Modelle (*.safetensors *.ckpt *.gguf);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Models on this computer</source>
        <translation>Modelle auf diesem Computer</translation>
    </message>
    <message>
        <source>None.</source>
        <translation>Keine.</translation>
    </message>
    <message>
        <source>One .safetensors file (Stable Diffusion 1.x or 2.x), or a folder in the diffusers layout. It can be dropped here too. Nothing is copied or downloaded.</source>
        <translation>Eine .safetensors-Datei (Stable Diffusion 1.x oder 2.x) oder ein Ordner im diffusers-Aufbau. Beides kann auch hier abgelegt werden. Nichts wird kopiert oder heruntergeladen.</translation>
    </message>
    <message>
        <source>Reading its weights…</source>
        <translation>Die Gewichte werden gelesen…</translation>
    </message>
    <message>
        <source>Reads all weights and compares them with what was added.</source>
        <translation>Liest alle Gewichte und vergleicht sie mit dem, was hinzugefügt wurde.</translation>
    </message>
    <message>
        <source>SAM 1 (*.safetensors *.pth);;All files (*)</source>
        <translation>SAM 1 (*.safetensors *.pth);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>SAM 1 in one .safetensors file</source>
        <translation>SAM 1 in einer .safetensors-Datei</translation>
    </message>
    <message>
        <source>SAM 2 as a folder</source>
        <translation>SAM 2 als Ordner</translation>
    </message>
    <message>
        <source>Size: {value}</source>
        <translation>Größe: {value}</translation>
    </message>
    <message>
        <source>Sizes and licences are read from the files.</source>
        <translation>Größen und Lizenzen werden aus den Dateien gelesen.</translation>
    </message>
    <message>
        <source>Take off the list</source>
        <translation>Aus der Liste nehmen</translation>
    </message>
    <message>
        <source>Take off the list…</source>
        <translation>Aus der Liste nehmen…</translation>
    </message>
    <message>
        <source>Take “{name}” off the list?</source>
        <translation>„{name}“ aus der Liste nehmen?</translation>
    </message>
    <message>
        <source>The models cannot be read</source>
        <translation>Die Modelle können nicht gelesen werden</translation>
    </message>
    <message>
        <source>There is no model on this computer</source>
        <translation>Auf diesem Computer ist kein Modell</translation>
    </message>
    <message>
        <source>Use a file…</source>
        <translation>Eine Datei verwenden…</translation>
    </message>
    <message>
        <source>Use a folder…</source>
        <translation>Einen Ordner verwenden…</translation>
    </message>
    <message>
        <source>Use the built-in one</source>
        <translation>Das eingebaute verwenden</translation>
    </message>
    <message>
        <source>Use this one…</source>
        <translation>Dieses verwenden…</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>Whole, and the same as when it was added. Fingerprint {fingerprint}.</source>
        <translation>Vollständig und wie beim Hinzufügen. Fingerabdruck {fingerprint}.</translation>
    </message>
    <message>
        <source>Whole. Fingerprint {fingerprint}.</source>
        <translation>Vollständig. Fingerabdruck {fingerprint}.</translation>
    </message>
    <message>
        <source>base model</source>
        <translation>Basismodell</translation>
    </message>
    <message>
        <source>judge</source>
        <translation>Gutachter</translation>
    </message>
    <message>
        <source>looks at photos</source>
        <translation>sieht Fotos an</translation>
    </message>
    <message>
        <source>{method} needs {what}.</source>
        <translation>{method} braucht {what}.</translation>
    </message>
    <message>
        <source>I read its licence, and it fits what I do</source>
        <translation>Ich habe die Lizenz gelesen, und sie passt zu dem, was ich tue</translation>
    </message>
    <message>
        <source>Its files stay where they are.</source>
        <translation>Die Dateien bleiben, wo sie sind.</translation>
    </message>
    <message>
        <source>Its licence is not stated: find out what it allows.</source>
        <translation>Die Lizenz ist nicht angegeben: herausfinden, was sie erlaubt.</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Knows</source>
        <translation>Kennt</translation>
    </message>
    <message>
        <source>Masks that were proposed before stay.</source>
        <translation>Masken, die schon vorgeschlagen wurden, bleiben.</translation>
    </message>
    <message>
        <source>Photos are looked at again. What was seen before is kept for the pack that saw it.</source>
        <translation>Fotos werden neu angesehen. Was früher gesehen wurde, bleibt für das Paket erhalten, das es sah.</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Ort</translation>
    </message>
    <message>
        <source>Use another face pack</source>
        <translation>Ein anderes Gesichterpaket verwenden</translation>
    </message>
    <message>
        <source>Use another segmenter</source>
        <translation>Einen anderen Segmentierer verwenden</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>Verwenden</translation>
    </message>
    <message>
        <source>drawings</source>
        <translation>Zeichnungen</translation>
    </message>
    <message>
        <source>face pack</source>
        <translation>Gesichterpaket</translation>
    </message>
    <message>
        <source>photographs</source>
        <translation>Fotografien</translation>
    </message>
    <message>
        <source>&amp;Compute on</source>
        <translation>&amp;Rechnen auf</translation>
    </message>
    <message>
        <source>&amp;Exports say</source>
        <translation>E&amp;xporte enthalten</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Sprache</translation>
    </message>
    <message>
        <source>&amp;Notify me of ended jobs while I am in another window</source>
        <translation>Beendete Aufträge &amp;melden, wenn ein anderes Fenster vorn ist</translation>
    </message>
    <message>
        <source>&amp;Save memory: draw pictures one after the other</source>
        <translation>Speicher s&amp;paren: Bilder nacheinander zeichnen</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>&amp;Aussehen</translation>
    </message>
    <message>
        <source>Apple graphics</source>
        <translation>Apple-Grafik</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Choose the library’s folder</source>
        <translation>Den Ordner der Bibliothek wählen</translation>
    </message>
    <message>
        <source>Computing</source>
        <translation>Rechnen</translation>
    </message>
    <message>
        <source>Counts from the next start.</source>
        <translation>Gilt ab dem nächsten Start.</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Everything lies in this folder: photos, what was taught, pictures. Nothing is moved.</source>
        <translation>Alles liegt in diesem Ordner: Fotos, Angelerntes, Bilder. Nichts wird verschoben.</translation>
    </message>
    <message>
        <source>From the next start: {where}.</source>
        <translation>Ab dem nächsten Start: {where}.</translation>
    </message>
    <message>
        <source>General</source>
        <translation>Allgemein</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>Bibliothek</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>NVIDIA graphics card</source>
        <translation>NVIDIA-Grafikkarte</translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>Prozessor</translation>
    </message>
    <message>
        <source>The fastest there is</source>
        <translation>Das Schnellste, was da ist</translation>
    </message>
    <message>
        <source>Use another folder…</source>
        <translation>Anderen Ordner nehmen…</translation>
    </message>
    <message>
        <source>Use the default folder</source>
        <translation>Vorgegebenen Ordner nehmen</translation>
    </message>
    <message>
        <source>What is not there is passed over. Counts for jobs that start from now on.</source>
        <translation>Was nicht da ist, wird übergangen. Gilt für Aufträge, die ab jetzt beginnen.</translation>
    </message>
    <message>
        <source>not open</source>
        <translation>nicht geöffnet</translation>
    </message>
    <message>
        <source>the default folder</source>
        <translation>der vorgegebene Ordner</translation>
    </message>
    <message>
        <source>“{name}” holds other files. Choose an empty folder, or a library.</source>
        <translation>„{name}“ enthält andere Dateien. Einen leeren Ordner oder eine Bibliothek wählen.</translation>
    </message>
    <message>
        <source>Keys for {title}</source>
        <translation>Tasten für {title}</translation>
    </message>
    <message>
        <source>Reset {title}</source>
        <translation>{title} zurücksetzen</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Ergebnisse</translation>
    </message>
    <message>
        <source>Screens</source>
        <translation>Ansichten</translation>
    </message>
    <message>
        <source>Choose one to see how it was made.</source>
        <translation>Eines wählen, um zu sehen, wie es entstand.</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>No picture chosen</source>
        <translation>Kein Bild gewählt</translation>
    </message>
    <message>
        <source>The chosen picture</source>
        <translation>Das gewählte Bild</translation>
    </message>
    <message>
        <source>Use these settings</source>
        <translation>Diese Einstellungen nutzen</translation>
    </message>
    <message>
        <source> px at most</source>
        <translation> px höchstens</translation>
    </message>
    <message>
        <source>&amp;Format</source>
        <translation>&amp;Format</translation>
    </message>
    <message>
        <source>&amp;Longest side</source>
        <translation>&amp;Längste Seite</translation>
    </message>
    <message>
        <source>&amp;Names</source>
        <translation>&amp;Namen</translation>
    </message>
    <message>
        <source>&amp;Quality</source>
        <translation>&amp;Qualität</translation>
    </message>
    <message>
        <source>&amp;Title</source>
        <translation>&amp;Titel</translation>
    </message>
    <message>
        <source>&amp;What</source>
        <translation>&amp;Was</translation>
    </message>
    <message>
        <source>&amp;Written into the file</source>
        <translation>&amp;In der Datei</translation>
    </message>
    <message>
        <source>100 is the largest</source>
        <translation>100 ist das Größte</translation>
    </message>
    <message>
        <source>A file of that name is there already.</source>
        <translation>Eine Datei dieses Namens ist schon da.</translation>
    </message>
    <message>
        <source>AVIF, smallest</source>
        <translation>AVIF, am kleinsten</translation>
    </message>
    <message>
        <source>All {count:,} pictures</source>
        <translation>Alle {count:,} Bilder</translation>
    </message>
    <message>
        <source>All {count:,} that fit the filter</source>
        <translation>Alle {count:,}, die zum Filter passen</translation>
    </message>
    <message>
        <source>As drawn</source>
        <translation>Wie gezeichnet</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen…</translation>
    </message>
    <message>
        <source>Contact sheet, PDF</source>
        <translation>Kontaktbogen, PDF</translation>
    </message>
    <message>
        <source>Contact sheet, one PNG</source>
        <translation>Kontaktbogen, ein PNG</translation>
    </message>
    <message>
        <source>Everything: others can draw it again</source>
        <translation>Alles: andere können es nachzeichnen</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message numerus="yes">
        <source>Export %n picture(s)</source>
        <translation><numerusform>%n Bild exportieren</numerusform><numerusform>%n Bilder exportieren</numerusform></translation>
    </message>
    <message>
        <source>Export to</source>
        <translation>Exportieren nach</translation>
    </message>
    <message>
        <source>F&amp;older</source>
        <translation>&amp;Ordner</translation>
    </message>
    <message>
        <source>Getting ready …</source>
        <translation>Wird vorbereitet …</translation>
    </message>
    <message>
        <source>Insert</source>
        <translation>Einfügen</translation>
    </message>
    <message>
        <source>JPEG, small</source>
        <translation>JPEG, klein</translation>
    </message>
    <message>
        <source>Keep both</source>
        <translation>Beide behalten</translation>
    </message>
    <message>
        <source>Leave those out</source>
        <translation>Diese auslassen</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keiner</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Nichts</translation>
    </message>
    <message>
        <source>Only that a model drew it (XMP)</source>
        <translation>Nur, dass ein Modell es zeichnete (XMP)</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>Den Ordner öffnen</translation>
    </message>
    <message>
        <source>PNG, exact</source>
        <translation>PNG, exakt</translation>
    </message>
    <message>
        <source>Progress of the export</source>
        <translation>Fortschritt des Exports</translation>
    </message>
    <message>
        <source>Replace them</source>
        <translation>Ersetzen</translation>
    </message>
    <message>
        <source>The selected picture</source>
        <translation>Das gewählte Bild</translation>
    </message>
    <message>
        <source>The {count:,} selected pictures</source>
        <translation>Die {count:,} gewählten Bilder</translation>
    </message>
    <message>
        <source>WebP, smaller</source>
        <translation>WebP, kleiner</translation>
    </message>
    <message>
        <source>never enlarged</source>
        <translation>nie vergrößert</translation>
    </message>
    <message>
        <source>{count:,} of {of:,} files are there already.</source>
        <translation>{count:,} von {of:,} Dateien sind schon da.</translation>
    </message>
    <message>
        <source>{done:,} of {of:,}</source>
        <translation>{done:,} von {of:,}</translation>
    </message>
    <message>
        <source>“Keep both” gives the new files a number.</source>
        <translation>„Beide behalten“ gibt den neuen Dateien eine Nummer.</translation>
    </message>
    <message>
        <source>&amp;From</source>
        <translation>&amp;Von</translation>
    </message>
    <message>
        <source>Any colour</source>
        <translation>Jede Farbe</translation>
    </message>
    <message>
        <source>Any day</source>
        <translation>Jeder Tag</translation>
    </message>
    <message>
        <source>Any method</source>
        <translation>Jede Methode</translation>
    </message>
    <message>
        <source>Any rating</source>
        <translation>Jede Bewertung</translation>
    </message>
    <message>
        <source>Any subject</source>
        <translation>Jedes Motiv</translation>
    </message>
    <message>
        <source>Between two days</source>
        <translation>Zwischen zwei Tagen</translation>
    </message>
    <message>
        <source>Drawn when</source>
        <translation>Gezeichnet wann</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>Erster Tag</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>Letzte 30 Tage</translation>
    </message>
    <message>
        <source>Last 365 days</source>
        <translation>Letzte 365 Tage</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>Letzte 7 Tage</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>Letzter Tag</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Methode</translation>
    </message>
    <message>
        <source>No colour</source>
        <translation>Keine Farbe</translation>
    </message>
    <message>
        <source>Not rated</source>
        <translation>Nicht bewertet</translation>
    </message>
    <message>
        <source>Rating</source>
        <translation>Bewertung</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>Search prompts and tags</source>
        <translation>Prompts und Schlagwörter durchsuchen</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alle zeigen</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Motiv</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Without rejects</source>
        <translation>Ohne abgelehnte</translation>
    </message>
    <message>
        <source>{stars} or more</source>
        <translation>{stars} oder mehr</translation>
    </message>
    <message>
        <source>A left, B right</source>
        <translation>A links, B rechts</translation>
    </message>
    <message>
        <source>A left, B right (the first two)</source>
        <translation>A links, B rechts (die ersten zwei)</translation>
    </message>
    <message>
        <source>Back to the grid (Esc)</source>
        <translation>Zurück zur Übersicht (Esc)</translation>
    </message>
    <message>
        <source>Comparing {count} pictures</source>
        <translation>Vergleicht {count} Bilder</translation>
    </message>
    <message>
        <source>Divider between the two pictures</source>
        <translation>Trennlinie zwischen den zwei Bildern</translation>
    </message>
    <message>
        <source>Large view</source>
        <translation>Große Ansicht</translation>
    </message>
    <message>
        <source>Next picture (→)</source>
        <translation>Nächstes Bild (→)</translation>
    </message>
    <message>
        <source>Picture {letter}</source>
        <translation>Bild {letter}</translation>
    </message>
    <message>
        <source>Previous picture (←)</source>
        <translation>Vorheriges Bild (←)</translation>
    </message>
    <message>
        <source>Show its pixels, 1:1 (Z)</source>
        <translation>Bildpunkte zeigen, 1:1 (Z)</translation>
    </message>
    <message>
        <source>Show the whole picture (F)</source>
        <translation>Ganzes Bild zeigen (F)</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>Nebeneinander</translation>
    </message>
    <message>
        <source>Slider</source>
        <translation>Schieber</translation>
    </message>
    <message>
        <source>Swap the pictures (W)</source>
        <translation>Bilder tauschen (W)</translation>
    </message>
    <message>
        <source>Zoom out (−)</source>
        <translation>Verkleinern (−)</translation>
    </message>
    <message>
        <source>the same settings</source>
        <translation>dieselben Einstellungen</translation>
    </message>
    <message>
        <source>Reading …</source>
        <translation>Wird gelesen …</translation>
    </message>
    <message>
        <source>marked {colour}</source>
        <translation>markiert: {colour}</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Copy the prompt</source>
        <translation>Prompt kopieren</translation>
    </message>
    <message>
        <source>No stars</source>
        <translation>Keine Sterne</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>Bewerten</translation>
    </message>
    <message>
        <source>X/Y sheet…</source>
        <translation>X/Y-Bogen…</translation>
    </message>
    <message>
        <source> with this filter</source>
        <translation> mit diesem Filter</translation>
    </message>
    <message>
        <source>, {chosen:,} selected</source>
        <translation>, {chosen:,} gewählt</translation>
    </message>
    <message>
        <source>A picture is in the trash. {keys} brings it back.</source>
        <translation>Ein Bild liegt im Papierkorb. {keys} holt es zurück.</translation>
    </message>
    <message>
        <source>Drop a picture to read its settings</source>
        <translation>Ein Bild hierher ziehen, um seine Einstellungen zu lesen</translation>
    </message>
    <message>
        <source>Exported {count:,} pictures to {folder}.</source>
        <translation>{count:,} Bilder nach {folder} exportiert.</translation>
    </message>
    <message>
        <source>Exported {path}.</source>
        <translation>{path} exportiert.</translation>
    </message>
    <message>
        <source>Loading pictures …</source>
        <translation>Bilder werden geladen …</translation>
    </message>
    <message>
        <source>Loosen it to see more.</source>
        <translation>Ihn lockern, um mehr zu sehen.</translation>
    </message>
    <message>
        <source>Made here, with A1111, ComfyUI, InvokeAI, SwarmUI or Fooocus.</source>
        <translation>Hier entstanden oder mit A1111, ComfyUI, InvokeAI, SwarmUI oder Fooocus.</translation>
    </message>
    <message>
        <source>No pictures yet</source>
        <translation>Noch keine Bilder</translation>
    </message>
    <message>
        <source>Nothing fits this filter</source>
        <translation>Nichts passt zu diesem Filter</translation>
    </message>
    <message>
        <source>Of a picture file from here, A1111, ComfyUI and others; or drop it on this screen</source>
        <translation>Einer Bilddatei von hier, A1111, ComfyUI und anderen; oder sie auf diese Ansicht ziehen</translation>
    </message>
    <message>
        <source>Only the settings of the first of {number} files are read.</source>
        <translation>Nur die Einstellungen der ersten von {number} Dateien werden gelesen.</translation>
    </message>
    <message>
        <source>Pictures (*.png *.jpg *.jpeg *.webp *.avif);;All files (*)</source>
        <translation>Bilder (*.png *.jpg *.jpeg *.webp *.avif);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Read settings…</source>
        <translation>Einstellungen lesen…</translation>
    </message>
    <message>
        <source>Read the settings of a picture</source>
        <translation>Die Einstellungen eines Bildes lesen</translation>
    </message>
    <message>
        <source>Select 2 to 4 pictures, then compare them (C)</source>
        <translation>2 bis 4 Bilder auswählen, dann vergleichen (C)</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>Alles zeigen</translation>
    </message>
    <message>
        <source>What you draw on the Create screen is kept here.</source>
        <translation>Was unter „Zeichnen“ entsteht, wird hier aufgehoben.</translation>
    </message>
    <message>
        <source>X/Y sheet: draw the chosen picture again and again, varied along two axes</source>
        <translation>X/Y-Bogen: das gewählte Bild immer wieder zeichnen, entlang zweier Achsen verändert</translation>
    </message>
    <message>
        <source>{count:,} pictures are in the trash. {keys} brings them back.</source>
        <translation>{count:,} Bilder liegen im Papierkorb. {keys} holt sie zurück.</translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) and the sheet</source>
        <translation><numerusform>%n Bild und der Bogen</numerusform><numerusform>%n Bilder und der Bogen</numerusform></translation>
    </message>
    <message>
        <source>3, 5, 7 or 1-5 or 0-1:0.25</source>
        <translation>3, 5, 7 oder 1-5 oder 0-1:0.25</translation>
    </message>
    <message>
        <source>Draw the sheet</source>
        <translation>Den Bogen zeichnen</translation>
    </message>
    <message>
        <source>From left to right</source>
        <translation>Von links nach rechts</translation>
    </message>
    <message>
        <source>From top to bottom</source>
        <translation>Von oben nach unten</translation>
    </message>
    <message>
        <source>Guidance</source>
        <translation>Guidance</translation>
    </message>
    <message>
        <source>Nothing: one row</source>
        <translation>Nichts: eine Zeile</translation>
    </message>
    <message>
        <source>One prompt a line</source>
        <translation>Ein Prompt je Zeile</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Startwert</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>Varied: {prompt}</source>
        <translation>Verändert: {prompt}</translation>
    </message>
    <message>
        <source>What was taught (subject, method)</source>
        <translation>Angelerntes (Motiv, Methode)</translation>
    </message>
    <message>
        <source>X/Y sheet</source>
        <translation>X/Y-Bogen</translation>
    </message>
    <message>
        <source>{setting} of {method}</source>
        <translation>{setting} von {method}</translation>
    </message>
    <message>
        <source>{title}: values</source>
        <translation>{title}: Werte</translation>
    </message>
    <message>
        <source>Change 1 setting</source>
        <translation>1 Einstellung ändern</translation>
    </message>
    <message>
        <source>Change {count} settings</source>
        <translation>{count} Einstellungen ändern</translation>
    </message>
    <message>
        <source>Go to Create</source>
        <translation>Zu „Zeichnen“ gehen</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>Take over</source>
        <translation>Übernehmen</translation>
    </message>
    <message>
        <source>Then</source>
        <translation>Dann</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>Nutzen</translation>
    </message>
    <message>
        <source>{source} has the settings that Create has now.</source>
        <translation>{source} hat die Einstellungen, die „Zeichnen“ jetzt hat.</translation>
    </message>
    <message>
        <source>{source} would change this on the Create screen:</source>
        <translation>{source} würde unter „Zeichnen“ dies ändern:</translation>
    </message>
    <message>
        <source>{title}: now {now}, then {then}</source>
        <translation>{title}: jetzt {now}, dann {then}</translation>
    </message>
    <message>
        <source>“{file}”, made with {program},</source>
        <translation>„{file}“, gemacht mit {program},</translation>
    </message>
    <message>
        <source>Amber</source>
        <translation>Bernstein</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>Blau</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>Grün</translation>
    </message>
    <message>
        <source>Red</source>
        <translation>Rot</translation>
    </message>
    <message>
        <source>Violet</source>
        <translation>Violett</translation>
    </message>
    <message>
        <source>&amp;Methods</source>
        <translation>&amp;Methoden</translation>
    </message>
    <message>
        <source>&amp;Pictures each</source>
        <translation>&amp;Bilder je Prompt</translation>
    </message>
    <message>
        <source>&amp;Subjects</source>
        <translation>&amp;Motive</translation>
    </message>
    <message>
        <source>&amp;Trainings each</source>
        <translation>&amp;Trainings je Motiv</translation>
    </message>
    <message>
        <source>Also at other strengths, for a curve of likeness against prompt fit</source>
        <translation>Auch mit anderen Stärken, für eine Kurve von Ähnlichkeit gegen Prompt-Treue</translation>
    </message>
    <message>
        <source>Each method teaches the same subjects and draws the same prompts with the same seeds. A page then shows likeness, prompt fit, leakage, time and size side by side, and the methods are ranked by it.</source>
        <translation>Jede Methode lernt dieselben Motive an und zeichnet dieselben Prompts mit denselben Seeds. Eine Seite zeigt dann Ähnlichkeit, Prompt-Treue, Übersprechen, Zeit und Größe nebeneinander, und die Methoden werden danach geordnet.</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>Messen</translation>
    </message>
    <message>
        <source>Measure methods</source>
        <translation>Methoden messen</translation>
    </message>
    <message>
        <source>Pictures of each prompt</source>
        <translation>Bilder zu jedem Prompt</translation>
    </message>
    <message>
        <source>Trainings of each subject by each method</source>
        <translation>Trainings jedes Motivs mit jeder Methode</translation>
    </message>
    <message>
        <source>Changed settings</source>
        <translation>Geänderte Einstellungen</translation>
    </message>
    <message>
        <source>Defaults</source>
        <translation>Vorgaben</translation>
    </message>
    <message>
        <source>Delete this preset</source>
        <translation>Diese Voreinstellung löschen</translation>
    </message>
    <message>
        <source>Name of the preset</source>
        <translation>Name der Voreinstellung</translation>
    </message>
    <message>
        <source>Name, for example “fine detail”</source>
        <translation>Name, zum Beispiel „feine Details“</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>Voreinstellung</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Ersetzen</translation>
    </message>
    <message>
        <source>Save these settings as a preset</source>
        <translation>Diese Einstellungen als Voreinstellung speichern</translation>
    </message>
    <message>
        <source>Makes another artifact of this step; the first one stays.</source>
        <translation>Macht ein weiteres Artefakt aus diesem Schritt; das erste bleibt.</translation>
    </message>
    <message>
        <source>Previews</source>
        <translation>Vorschauen</translation>
    </message>
    <message>
        <source>Previews of this step</source>
        <translation>Vorschauen dieses Schritts</translation>
    </message>
    <message>
        <source>Step whose previews are shown</source>
        <translation>Schritt, dessen Vorschauen gezeigt werden</translation>
    </message>
    <message>
        <source>Step {step}</source>
        <translation>Schritt {step}</translation>
    </message>
    <message>
        <source>Use this step</source>
        <translation>Diesen Schritt nehmen</translation>
    </message>
    <message>
        <source>best so far</source>
        <translation>bisher am besten</translation>
    </message>
    <message>
        <source>chosen</source>
        <translation>gewählt</translation>
    </message>
    <message>
        <source>preview score {score}</source>
        <translation>Vorschau-Wertung {score}</translation>
    </message>
    <message>
        <source>Another scale than the likeness.</source>
        <translation>Ein anderer Maßstab als die Ähnlichkeit.</translation>
    </message>
    <message>
        <source>Choose who to teach and how, then press Start. Here you will see the loss fall, pictures drawn along the way, and how near they come to a photo that was held out.</source>
        <translation>Wählen, wer wie angelernt wird, dann starten. Hier fällt der Loss, entstehen unterwegs Bilder, und es zeigt sich, wie nahe sie einem zurückgehaltenen Foto kommen.</translation>
    </message>
    <message>
        <source>Draw the loss on a logarithmic axis</source>
        <translation>Den Loss auf logarithmischer Achse zeichnen</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Beendet</translation>
    </message>
    <message>
        <source>Ended at step {step} of {of}</source>
        <translation>Beendet bei Schritt {step} von {of}</translation>
    </message>
    <message>
        <source>How near the previews of a step come to the photo held out for choosing, by CLIP. Compare only steps of one training by it. The likeness is measured afterwards, by another network, against another photo.</source>
        <translation>Wie nahe die Vorschauen eines Schritts dem Foto kommen, das zum Wählen zurückgehalten wurde, nach CLIP. Nur Schritte eines Trainings lassen sich damit vergleichen. Die Ähnlichkeit wird danach gemessen, von einem anderen Netz, an einem anderen Foto.</translation>
    </message>
    <message>
        <source>Loading</source>
        <translation>Lädt</translation>
    </message>
    <message>
        <source>Logarithmic</source>
        <translation>Logarithmisch</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Loss</translation>
    </message>
    <message>
        <source>Loss over steps</source>
        <translation>Loss über die Schritte</translation>
    </message>
    <message>
        <source>Nothing is being taught</source>
        <translation>Es wird nichts angelernt</translation>
    </message>
    <message>
        <source>Preview now</source>
        <translation>Vorschau jetzt</translation>
    </message>
    <message>
        <source>Preview score</source>
        <translation>Vorschau-Wertung</translation>
    </message>
    <message>
        <source>Preview score over steps</source>
        <translation>Vorschau-Wertung über den Schritten</translation>
    </message>
    <message>
        <source>Progress of the teaching</source>
        <translation>Fortschritt des Anlernens</translation>
    </message>
    <message>
        <source>on {device}</source>
        <translation>auf {device}</translation>
    </message>
    <message>
        <source>{size:.1f} GB of memory</source>
        <translation>{size:.1f} GB Speicher</translation>
    </message>
    <message>
        <source> steps</source>
        <translation> Schritte</translation>
    </message>
    <message>
        <source>Before teaching</source>
        <translation>Vor dem Anlernen</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>Draw with it</source>
        <translation>Damit zeichnen</translation>
    </message>
    <message>
        <source>Gain, 95 % sure</source>
        <translation>Gewinn, zu 95 % sicher</translation>
    </message>
    <message>
        <source>Goes on from this artifact and makes another one; this one stays.</source>
        <translation>Geht von diesem Artefakt aus und macht ein weiteres; dieses bleibt.</translation>
    </message>
    <message>
        <source>How like the photos the pictures drawn afterwards are, 0 to 1: by a network that tells one thing of a kind from another, against a photo that was not learned from where there are enough. The preview score has another scale.</source>
        <translation>Wie ähnlich die danach gezeichneten Bilder den Fotos sind, 0 bis 1: nach einem Netz, das ein Ding seiner Art vom anderen unterscheidet, an einem Foto, aus dem nicht gelernt wurde, wo es genug gibt. Die Vorschau-Wertung hat einen anderen Maßstab.</translation>
    </message>
    <message>
        <source>How well the pictures show the rest of the prompt, by CLIP.</source>
        <translation>Wie gut die Bilder den Rest des Prompts zeigen, nach CLIP.</translation>
    </message>
    <message>
        <source>It can go on from where it stopped.</source>
        <translation>Es kann dort weitergehen, wo es anhielt.</translation>
    </message>
    <message>
        <source>Its likeness was not measured: that is done when a training runs to its end.</source>
        <translation>Die Ähnlichkeit wurde nicht gemessen: das geschieht, wenn ein Training bis zum Ende läuft.</translation>
    </message>
    <message>
        <source>Its pictures are not measurably more like the photos than untaught ones. Look at them; more or other photos, more steps or another method may help.</source>
        <translation>Die Bilder sind den Fotos nicht messbar ähnlicher als ohne Anlernen. Sehen Sie sie sich an; mehr oder andere Fotos, mehr Schritte oder ein anderes Verfahren können helfen.</translation>
    </message>
    <message>
        <source>Last lines of the log</source>
        <translation>Letzte Zeilen des Protokolls</translation>
    </message>
    <message>
        <source>Likeness</source>
        <translation>Ähnlichkeit</translation>
    </message>
    <message>
        <source>Measured on photos it learned from, so it flatters: add photos to check honestly.</source>
        <translation>An Fotos gemessen, aus denen es lernte, also geschmeichelt: Fotos hinzufügen, um ehrlich zu prüfen.</translation>
    </message>
    <message>
        <source>Peak memory</source>
        <translation>Höchster Speicher</translation>
    </message>
    <message>
        <source>Prompt fit</source>
        <translation>Prompt-Treue</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Steps to teach further</source>
        <translation>Schritte zum Weiterlernen</translation>
    </message>
    <message>
        <source>Taught and saved.</source>
        <translation>Angelernt und gespeichert.</translation>
    </message>
    <message>
        <source>Teach further</source>
        <translation>Weiter anlernen</translation>
    </message>
    <message>
        <source>The same of pictures of the plain class word, drawn from the same seeds without it.</source>
        <translation>Dasselbe für Bilder des bloßen Klassenworts, mit denselben Startwerten ohne das Gelernte gezeichnet.</translation>
    </message>
    <message>
        <source>{low} to {high}</source>
        <translation>{low} bis {high}</translation>
    </message>
    <message>
        <source>{name} was stopped and saved: {steps} steps in {time}</source>
        <translation>{name} wurde angehalten und gespeichert: {steps} Schritte in {time}</translation>
    </message>
    <message>
        <source>{name} was taught: {steps} steps in {time}</source>
        <translation>{name} wurde angelernt: {steps} Schritte in {time}</translation>
    </message>
    <message>
        <source>{n} min</source>
        <translation>{n} min</translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation>{n} s</translation>
    </message>
    <message>
        <source>Subjects to teach</source>
        <translation>Motive zum Anlernen</translation>
    </message>
    <message>
        <source>A setting is out of its bounds.</source>
        <translation>Eine Einstellung liegt außerhalb ihrer Grenzen.</translation>
    </message>
    <message>
        <source>Base model</source>
        <translation>Basismodell</translation>
    </message>
    <message>
        <source>Ctrl or Shift chooses several; they are taught one after another.</source>
        <translation>Strg oder Umschalt wählt mehrere; sie werden nacheinander angelernt.</translation>
    </message>
    <message>
        <source>How several subjects are taught</source>
        <translation>Wie mehrere Motive angelernt werden</translation>
    </message>
    <message>
        <source>Last report</source>
        <translation>Letzter Bericht</translation>
    </message>
    <message>
        <source>Measure methods on this subject…</source>
        <translation>Methoden an diesem Motiv messen…</translation>
    </message>
    <message>
        <source>No subject yet.</source>
        <translation>Noch kein Motiv.</translation>
    </message>
    <message>
        <source>One after the other</source>
        <translation>Nacheinander</translation>
    </message>
    <message>
        <source>Shipped with the studio; it draws cartoons and needs no graphics card.</source>
        <translation>Wird mit dem Studio geliefert; es zeichnet Cartoons und braucht keine Grafikkarte.</translation>
    </message>
    <message numerus="yes">
        <source>Start %n training(s)</source>
        <translation><numerusform>%n Training starten</numerusform><numerusform>%n Trainings starten</numerusform></translation>
    </message>
    <message>
        <source>Taught in one run, so that they keep apart when they are drawn together.</source>
        <translation>In einem Lauf angelernt, damit sie beim gemeinsamen Zeichnen getrennt bleiben.</translation>
    </message>
    <message>
        <source>The page of the last comparison of methods, in the browser.</source>
        <translation>Die Seite des letzten Methodenvergleichs, im Browser.</translation>
    </message>
    <message>
        <source>They are taught one after another. {methods} can teach them together in one artifact.</source>
        <translation>Sie werden nacheinander angelernt. Zusammen in einem Artefakt geht es mit {methods}.</translation>
    </message>
    <message>
        <source>Together in one artifact</source>
        <translation>Zusammen in einem Artefakt</translation>
    </message>
    <message>
        <source>About Likeness Studio</source>
        <translation>Über Likeness Studio</translation>
    </message>
    <message>
        <source>Artwork the small base model was taught with, fonts and icons</source>
        <translation>Bildwerke, die dem kleinen Basismodell beigebracht wurden, Schriften und Symbole</translation>
    </message>
    <message>
        <source>Built with</source>
        <translation>Gebaut mit</translation>
    </message>
    <message>
        <source>Free software under the Apache License 2.0. It works offline and sends nothing anywhere.</source>
        <translation>Freie Software unter der Apache-Lizenz 2.0. Sie arbeitet offline und sendet nichts.</translation>
    </message>
    <message>
        <source>Likeness Studio {version}</source>
        <translation>Likeness Studio {version}</translation>
    </message>
    <message>
        <source>Methods, by the papers they are from</source>
        <translation>Methoden, nach ihren Veröffentlichungen</translation>
    </message>
    <message>
        <source>free for personal and commercial use</source>
        <translation>frei für private und kommerzielle Nutzung</translation>
    </message>
    <message>
        <source>A sample picture of {name}</source>
        <translation>Ein Beispielbild von {name}</translation>
    </message>
    <message>
        <source>Add photos of somebody or something: a dog, a mug, a friend who agreed.</source>
        <translation>Fotos von jemandem oder etwas hinzufügen: Hund, Becher, Freundin, die zugestimmt hat.</translation>
    </message>
    <message>
        <source>Begin with my own photos</source>
        <translation>Mit eigenen Fotos beginnen</translation>
    </message>
    <message>
        <source>Draw it anywhere, each subject in the box you give it.</source>
        <translation>Es überall zeichnen, jedes Motiv in dem Kasten, den es bekommt.</translation>
    </message>
    <message>
        <source>Meet {name}, a {what}. In about two minutes the studio can draw more of {name}.</source>
        <translation>Das ist {name}, ein {what}. In etwa zwei Minuten kann das Studio mehr von {name} zeichnen.</translation>
    </message>
    <message>
        <source>Progress of the first picture</source>
        <translation>Fortschritt des ersten Bildes</translation>
    </message>
    <message>
        <source>Teach and draw {name}</source>
        <translation>{name} anlernen und zeichnen</translation>
    </message>
    <message>
        <source>Teach it to a model on this computer. Nothing leaves it.</source>
        <translation>Einem Modell auf diesem Computer anlernen. Nichts verlässt ihn.</translation>
    </message>
    <message>
        <source>Welcome</source>
        <translation>Willkommen</translation>
    </message>
    <message>
        <source>Welcome to Likeness Studio</source>
        <translation>Willkommen bei Likeness Studio</translation>
    </message>
    <message>
        <source>{keys} is taken by “{title}”. Change that one first.</source>
        <translation>{keys} ist schon „{title}“. Zuerst das ändern.</translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation><numerusform>%n Stunde</numerusform><numerusform>%n Stunden</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation><numerusform>%n Minute</numerusform><numerusform>%n Minuten</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation><numerusform>%n Sekunde</numerusform><numerusform>%n Sekunden</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n training(s)</source>
        <translation><numerusform>%n Training</numerusform><numerusform>%n Trainings</numerusform></translation>
    </message>
    <message>
        <source>Choose a method.</source>
        <translation>Eine Methode wählen.</translation>
    </message>
    <message>
        <source>Choose a subject.</source>
        <translation>Ein Motiv wählen.</translation>
    </message>
    <message>
        <source>Not made for “{name}”.</source>
        <translation>Nicht für „{name}“ gemacht.</translation>
    </message>
    <message>
        <source>Note {name}’s consent on the Subjects screen first.</source>
        <translation>Zuerst unter „Motive“ die Einwilligung von {name} vermerken.</translation>
    </message>
    <message>
        <source>{trainings} and {pictures}</source>
        <translation>{trainings} und {pictures}</translation>
    </message>
    <message>
        <source>{work}. How long that takes was not measured on this computer yet.</source>
        <translation>{work}. Wie lange das dauert, wurde auf diesem Rechner noch nicht gemessen.</translation>
    </message>
    <message>
        <source>{work}: about {time}.</source>
        <translation>{work}: etwa {time}.</translation>
    </message>
    <message>
        <source>{work}: more than {time}; not every method was measured yet.</source>
        <translation>{work}: mehr als {time}; noch nicht jede Methode wurde gemessen.</translation>
    </message>
    <message>
        <source>An empty region says nothing to draw; it is selected now.</source>
        <translation>Eine leere Region sagt nicht, was zu zeichnen ist; sie ist jetzt ausgewählt.</translation>
    </message>
    <message>
        <source>Brush region</source>
        <translation>Bereich malen</translation>
    </message>
    <message>
        <source>Change a setting</source>
        <translation>Eine Einstellung ändern</translation>
    </message>
    <message>
        <source>Change background</source>
        <translation>Hintergrund ändern</translation>
    </message>
    <message>
        <source>Change box</source>
        <translation>Kasten ändern</translation>
    </message>
    <message>
        <source>Change order</source>
        <translation>Reihenfolge ändern</translation>
    </message>
    <message>
        <source>Change region’s prompt</source>
        <translation>Prompt des Bereichs ändern</translation>
    </message>
    <message>
        <source>Change shape</source>
        <translation>Form ändern</translation>
    </message>
    <message>
        <source>Change strength</source>
        <translation>Stärke ändern</translation>
    </message>
    <message>
        <source>Change subject</source>
        <translation>Motiv ändern</translation>
    </message>
    <message>
        <source>Duplicate region</source>
        <translation>Bereich duplizieren</translation>
    </message>
    <message>
        <source>Give it a prompt or a subject, or hide or remove it.</source>
        <translation>Geben Sie ihr einen Prompt oder ein Motiv, oder blenden Sie sie aus oder entfernen Sie sie.</translation>
    </message>
    <message>
        <source>Hide region</source>
        <translation>Bereich verbergen</translation>
    </message>
    <message>
        <source>Lock region</source>
        <translation>Bereich sperren</translation>
    </message>
    <message>
        <source>No base picture</source>
        <translation>Kein Ausgangsbild</translation>
    </message>
    <message>
        <source>Remove region</source>
        <translation>Bereich entfernen</translation>
    </message>
    <message>
        <source>Rename region</source>
        <translation>Bereich umbenennen</translation>
    </message>
    <message>
        <source>Change how much is redrawn</source>
        <translation>Ändern, wie viel neu gezeichnet wird</translation>
    </message>
    <message>
        <source>Choose another base picture, or draw without one.</source>
        <translation>Ein anderes Ausgangsbild wählen oder ohne eines zeichnen.</translation>
    </message>
    <message>
        <source>Clear what is redrawn</source>
        <translation>Leeren, was neu gezeichnet wird</translation>
    </message>
    <message>
        <source>Open composition</source>
        <translation>Komposition öffnen</translation>
    </message>
    <message>
        <source>The composition was saved as “{name}”.</source>
        <translation>Die Komposition wurde als „{name}“ gespeichert.</translation>
    </message>
    <message>
        <source>Use settings of a picture</source>
        <translation>Einstellungen eines Bildes nutzen</translation>
    </message>
    <message>
        <source>Use numbers, such as 3, 5, 7 or 1-5.</source>
        <translation>Zahlen nehmen, etwa 3, 5, 7 oder 1-5.</translation>
    </message>
    <message>
        <source>Use {low} to {high}.</source>
        <translation>{low} bis {high} nehmen.</translation>
    </message>
    <message>
        <source>{title} cannot be {value}.</source>
        <translation>{title} kann nicht {value} sein.</translation>
    </message>
    <message>
        <source>“{value}” is no number.</source>
        <translation>„{value}“ ist keine Zahl.</translation>
    </message>
    <message>
        <source>about {hours} h {minutes} min left</source>
        <translation>noch etwa {hours} h {minutes} min</translation>
    </message>
    <message>
        <source>about {minutes} min left</source>
        <translation>noch etwa {minutes} min</translation>
    </message>
    <message>
        <source>about {seconds} s left</source>
        <translation>noch etwa {seconds} s</translation>
    </message>
    <message>
        <source>nearly done</source>
        <translation>fast fertig</translation>
    </message>
    <message>
        <source>1 contact sheet</source>
        <translation>1 Kontaktbogen</translation>
    </message>
    <message>
        <source>Stopped: {count} of {of} written to {folder}.</source>
        <translation>Angehalten: {count} von {of} nach {folder} geschrieben.</translation>
    </message>
    <message>
        <source>{count} could not be read: {why}</source>
        <translation>{count} nicht lesbar: {why}</translation>
    </message>
    <message>
        <source>{count} left out, because a file of that name is there.</source>
        <translation>{count} ausgelassen, weil eine Datei dieses Namens da ist.</translation>
    </message>
    <message>
        <source>{count} of {of} written, then it ended.</source>
        <translation>{count} von {of} geschrieben, dann endete es.</translation>
    </message>
    <message>
        <source>{pictures} written to {folder}.</source>
        <translation>{pictures} nach {folder} geschrieben.</translation>
    </message>
    <message>
        <source>Choose two or more, of different subjects.</source>
        <translation>Zwei oder mehr von verschiedenen Motiven wählen.</translation>
    </message>
    <message>
        <source>They were taught by {methods}. Choose those of one method.</source>
        <translation>Sie wurden mit {methods} angelernt. Die einer Methode wählen.</translation>
    </message>
    <message>
        <source>They were taught to different base models. Choose those of one.</source>
        <translation>Sie wurden verschiedenen Basismodellen angelernt. Die eines Basismodells wählen.</translation>
    </message>
    <message>
        <source>Two of them hold the same subject. Choose one of each.</source>
        <translation>Zwei davon enthalten dasselbe Motiv. Von jedem eines wählen.</translation>
    </message>
    <message>
        <source>Not measured on this computer yet.</source>
        <translation>Auf diesem Computer noch nicht gemessen.</translation>
    </message>
    <message>
        <source>about {time}</source>
        <translation>etwa {time}</translation>
    </message>
    <message>
        <source>likeness {gain}</source>
        <translation>Ähnlichkeit {gain}</translation>
    </message>
    <message numerus="yes">
        <source>measured here, %n training(s)</source>
        <translation><numerusform>hier gemessen, %n Training</numerusform><numerusform>hier gemessen, %n Trainings</numerusform></translation>
    </message>
    <message>
        <source>measured on another computer</source>
        <translation>auf einem anderen Computer gemessen</translation>
    </message>
    <message numerus="yes">
        <source>only %n training(s) measured here so far</source>
        <translation><numerusform>hier erst %n Training gemessen</numerusform><numerusform>hier erst %n Trainings gemessen</numerusform></translation>
    </message>
    <message>
        <source>{least} to {most}</source>
        <translation>{least} bis {most}</translation>
    </message>
    <message>
        <source>{n} h</source>
        <translation>{n} h</translation>
    </message>
    <message>
        <source>Photos are looked at with “{name}” from now on.</source>
        <translation>Fotos werden von jetzt an mit „{name}“ angesehen.</translation>
    </message>
    <message>
        <source>“{name}” was added. Its files stay where they are.</source>
        <translation>„{name}“ wurde hinzugefügt. Die Dateien bleiben, wo sie sind.</translation>
    </message>
    <message>
        <source>Brush</source>
        <translation>Malen</translation>
    </message>
    <message>
        <source>Erase</source>
        <translation>Radieren</translation>
    </message>
    <message>
        <source>Invert mask</source>
        <translation>Maske umkehren</translation>
    </message>
    <message>
        <source>It does not name {name}, so teaching leaves it out.</source>
        <translation>Es nennt {name} nicht, deshalb lässt das Anlernen es aus.</translation>
    </message>
    <message>
        <source>Select subject</source>
        <translation>Motiv auswählen</translation>
    </message>
    <message>
        <source>Turn</source>
        <translation>Drehen</translation>
    </message>
    <message>
        <source>{title}: {sentence}</source>
        <translation>{title}: {sentence}</translation>
    </message>
    <message numerus="yes">
        <source>%n region(s) with own prompts.</source>
        <translation><numerusform>%n Bereich mit eigenem Prompt.</numerusform><numerusform>%n Bereiche mit eigenen Prompts.</numerusform></translation>
    </message>
    <message>
        <source>Avoided</source>
        <translation>Vermieden</translation>
    </message>
    <message>
        <source>Background</source>
        <translation>Hintergrund</translation>
    </message>
    <message>
        <source>Changed by</source>
        <translation>Geändert um</translation>
    </message>
    <message>
        <source>Drawn in</source>
        <translation>Gezeichnet in</translation>
    </message>
    <message>
        <source>Drawn over</source>
        <translation>Übermalt</translation>
    </message>
    <message>
        <source>Drawn with the base model “{backbone}”</source>
        <translation>Gezeichnet mit dem Basismodell „{backbone}“</translation>
    </message>
    <message>
        <source>Fingerprint</source>
        <translation>Fingerabdruck</translation>
    </message>
    <message>
        <source>Frames</source>
        <translation>Einzelbilder</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>Id</translation>
    </message>
    <message>
        <source>Inside the mask</source>
        <translation>In der Maske</translation>
    </message>
    <message>
        <source>Part of the base picture was drawn over, by {share:.0%}.</source>
        <translation>Ein Teil des Ausgangsbilds wurde zu {share:.0%} übermalt.</translation>
    </message>
    <message>
        <source>Part of {name} was drawn over, by {share:.0%}.</source>
        <translation>Ein Teil von {name} wurde zu {share:.0%} übermalt.</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>Vorlage</translation>
    </message>
    <message>
        <source>Region {n}</source>
        <translation>Bereich {n}</translation>
    </message>
    <message>
        <source>Rescaled by</source>
        <translation>Reskaliert um</translation>
    </message>
    <message>
        <source>Sampler</source>
        <translation>Sampler</translation>
    </message>
    <message>
        <source>Steered by</source>
        <translation>Gesteuert von</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Schlagwörter</translation>
    </message>
    <message>
        <source>The base picture was drawn over, by {share:.0%}.</source>
        <translation>Das Ausgangsbild wurde zu {share:.0%} übermalt.</translation>
    </message>
    <message>
        <source>To be avoided: {negative}.</source>
        <translation>Zu vermeiden: {negative}.</translation>
    </message>
    <message>
        <source>Used</source>
        <translation>Genutzt</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>as brushed</source>
        <translation>wie gemalt</translation>
    </message>
    <message>
        <source>guidance {guidance:g}</source>
        <translation>Guidance {guidance:g}</translation>
    </message>
    <message>
        <source>the base picture</source>
        <translation>das Ausgangsbild</translation>
    </message>
    <message>
        <source>using {names}</source>
        <translation>mit {names}</translation>
    </message>
    <message>
        <source>{artifact_id} at strength {strength:g} (no longer in this library)</source>
        <translation>{artifact_id} mit Stärke {strength:g} (nicht mehr in dieser Bibliothek)</translation>
    </message>
    <message>
        <source>{method_title} at strength {strength:g}</source>
        <translation>{method_title} mit Stärke {strength:g}</translation>
    </message>
    <message>
        <source>{name} was drawn over, by {share:.0%}.</source>
        <translation>{name} wurde zu {share:.0%} übermalt.</translation>
    </message>
    <message>
        <source>{number} of {count} drawn together</source>
        <translation>{number} von {count} zusammen gezeichneten</translation>
    </message>
    <message>
        <source>{steps} steps of {sampler}</source>
        <translation>{steps} Schritte {sampler}</translation>
    </message>
    <message>
        <source>{who} by {method_title} at strength {strength:g}</source>
        <translation>{who} durch {method_title} mit Stärke {strength:g}</translation>
    </message>
    <message>
        <source>{x0:.0%}–{x1:.0%} across, {y0:.0%}–{y1:.0%} down</source>
        <translation>{x0:.0%}–{x1:.0%} quer, {y0:.0%}–{y1:.0%} hoch</translation>
    </message>
    <message>
        <source>mark pictures</source>
        <translation>Bilder markieren</translation>
    </message>
    <message>
        <source>move pictures to the trash</source>
        <translation>Bilder in den Papierkorb legen</translation>
    </message>
    <message>
        <source>How many</source>
        <translation>Wie viele</translation>
    </message>
    <message>
        <source>It has {frames} frames; a single picture will be drawn.</source>
        <translation>Es hat {frames} Einzelbilder; ein einziges Bild wird gezeichnet.</translation>
    </message>
    <message>
        <source>It was drawn over “{name}”; put that picture on the canvas again to do the same.</source>
        <translation>Es wurde über „{name}“ gezeichnet; jenes Bild wieder auf die Leinwand legen, um dasselbe zu tun.</translation>
    </message>
    <message>
        <source>Not in this library: {list}. An @name takes that subject’s newest one instead.</source>
        <translation>Nicht in dieser Bibliothek: {list}. Ein @Name nimmt stattdessen das neueste dieses Motivs.</translation>
    </message>
    <message>
        <source>The brushed masks of its regions cannot be shown on the canvas; their boxes are used.</source>
        <translation>Die gemalten Masken der Bereiche lassen sich auf der Leinwand nicht zeigen; ihre Kästen gelten.</translation>
    </message>
    <message>
        <source>To be avoided</source>
        <translation>Zu vermeiden</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>leer</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>niemand</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>the base model’s own</source>
        <translation>das des Basismodells</translation>
    </message>
    <message>
        <source>Both axes change the same. Choose another one.</source>
        <translation>Beide Achsen ändern dasselbe. Eine andere wählen.</translation>
    </message>
    <message>
        <source>Say what changes from left to right.</source>
        <translation>Sagen, was sich von links nach rechts ändert.</translation>
    </message>
    <message>
        <source>Say what changes from top to bottom, or choose nothing there.</source>
        <translation>Sagen, was sich von oben nach unten ändert, oder dort nichts wählen.</translation>
    </message>
    <message>
        <source>These are {count} pictures; at most {most} fit a sheet.</source>
        <translation>Das sind {count} Bilder; höchstens {most} passen auf einen Bogen.</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation><numerusform>%n Datei</numerusform><numerusform>%n Dateien</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n more photo(s) would let the studio keep one apart to check the likeness honestly.</source>
        <translation><numerusform>Mit %n weiteren Foto könnte das Studio eines zurücklegen, um die Ähnlichkeit ehrlich zu prüfen.</numerusform><numerusform>Mit %n weiteren Fotos könnte das Studio eines zurücklegen, um die Ähnlichkeit ehrlich zu prüfen.</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) of {name} got a mask; look at them before you teach.</source>
        <translation><numerusform>%n Foto von {name} hat eine Maske bekommen; vor dem Anlernen ansehen.</numerusform><numerusform>%n Fotos von {name} haben eine Maske bekommen; vor dem Anlernen ansehen.</numerusform></translation>
    </message>
    <message>
        <source>Drop three to eight photos here; different places and light help most.</source>
        <translation>Drei bis acht Fotos hierher ziehen; verschiedene Orte und Licht helfen am meisten.</translation>
    </message>
    <message numerus="yes">
        <source>In %n photo(s) no subject was found.</source>
        <translation><numerusform>In %n Foto wurde kein Motiv gefunden.</numerusform><numerusform>In %n Fotos wurde kein Motiv gefunden.</numerusform></translation>
    </message>
    <message>
        <source>No subject was found in the photos of {name}. Open one and click on it.</source>
        <translation>In den Fotos von {name} wurde kein Motiv gefunden. Eines öffnen und darauf klicken.</translation>
    </message>
    <message>
        <source>Note who agreed to this person being drawn before you teach it.</source>
        <translation>Vor dem Anlernen vermerken, wer dem Zeichnen dieser Person zugestimmt hat.</translation>
    </message>
    <message>
        <source>One more photo lets the reported likeness come from a photo that was never used.</source>
        <translation>Mit einem Foto mehr stammt die Ähnlichkeit von einem Foto, das nie genutzt wurde.</translation>
    </message>
    <message>
        <source>{files} written to {folder}.</source>
        <translation>{files} nach {folder} geschrieben.</translation>
    </message>
    <message>
        <source>Add a subject first, on the Subjects screen.</source>
        <translation>Zuerst unter „Motive“ ein Motiv hinzufügen.</translation>
    </message>
    <message>
        <source>Choose a base model.</source>
        <translation>Ein Basismodell wählen.</translation>
    </message>
    <message>
        <source>Needs {least} photos; {name} has {count}.</source>
        <translation>Braucht {least} Fotos; {name} hat {count}.</translation>
    </message>
    <message>
        <source>The base model “{name}” cannot run.</source>
        <translation>Das Basismodell „{name}“ kann nicht laufen.</translation>
    </message>
    <message>
        <source>{method} teaches at most {most} subjects together. Choose fewer, or teach them one by one.</source>
        <translation>{method} lernt höchstens {most} Motive zusammen an. Weniger wählen oder einzeln anlernen.</translation>
    </message>
    <message>
        <source>{name} has no photos yet.</source>
        <translation>{name} hat noch keine Fotos.</translation>
    </message>
    <message>
        <source>photo</source>
        <translation>Foto</translation>
    </message>
    <message>
        <source>picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>subject</source>
        <translation>Motiv</translation>
    </message>
    <message>
        <source>{kind} of {owner}</source>
        <translation>{kind} von {owner}</translation>
    </message>
    <message>
        <source>{kind} · removed {day} · kept at least until {end}</source>
        <translation>{kind} · entfernt am {day} · aufgehoben mindestens bis {end}</translation>
    </message>
    <message>
        <source>“{name}” is back.</source>
        <translation>„{name}“ ist wieder da.</translation>
    </message>
    <message>
        <source>“{name}” is gone for good.</source>
        <translation>„{name}“ ist endgültig gelöscht.</translation>
    </message>
    <message>
        <source>Step {step} is kept beside the first choice and is being scored.</source>
        <translation>Schritt {step} bleibt neben der ersten Wahl und wird bewertet.</translation>
    </message>
    <message>
        <source>Adding {name}’s pictures</source>
        <translation>Fügt die Bilder von {name} hinzu</translation>
    </message>
    <message>
        <source>Drawing {name} on a beach</source>
        <translation>Zeichnet {name} am Strand</translation>
    </message>
    <message>
        <source>Stopped before there was anything to draw.</source>
        <translation>Angehalten, bevor es etwas zu zeichnen gab.</translation>
    </message>
    <message>
        <source>Teaching {name} to the small base model</source>
        <translation>Lernt {name} dem kleinen Basismodell an</translation>
    </message>
    <message>
        <source>{name} is on the canvas.</source>
        <translation>{name} ist auf der Leinwand.</translation>
    </message>
    <message>
        <source>A subject that is small in its photo is also shown filling the frame, half of the time.</source>
        <translation>Ein Motiv, das in seinem Foto klein ist, wird zur Hälfte auch bildfüllend gezeigt.</translation>
    </message>
    <message>
        <source>AdamW weight decay.</source>
        <translation>Weight Decay von AdamW.</translation>
    </message>
    <message>
        <source>Adapter</source>
        <translation>Adapter</translation>
    </message>
    <message>
        <source>Adds a constant per channel to the noise; helps very dark and very light pictures.</source>
        <translation>Gibt dem Rauschen je Kanal eine Konstante; hilft bei sehr dunklen und sehr hellen Bildern.</translation>
    </message>
    <message>
        <source>Adds small side branches to the model: quick to teach, a small file, easy to dial and to combine.</source>
        <translation>Gibt dem Modell kleine Seitenzweige: schnell angelernt, kleine Datei, leicht zu regeln und zu verbinden.</translation>
    </message>
    <message>
        <source>Alpha / rank</source>
        <translation>Alpha / Rang</translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation>Stapelgröße</translation>
    </message>
    <message>
        <source>Batches summed into one step; as a bigger batch, with less memory.</source>
        <translation>Stapel, die zu einem Schritt summiert werden; wie ein größerer Stapel, mit weniger Speicher.</translation>
    </message>
    <message>
        <source>Beta of the paper: the higher, the smaller the advance over the base model at which teaching stops; 0 is the plain loss.</source>
        <translation>Das Beta der Arbeit: je höher, desto kleiner der Vorsprung vor dem Basismodell, bei dem das Anlernen endet; 0 ist der einfache Verlust.</translation>
    </message>
    <message>
        <source>Bias</source>
        <translation>Schwelle</translation>
    </message>
    <message>
        <source>Bias while teaching</source>
        <translation>Schwelle beim Anlernen</translation>
    </message>
    <message>
        <source>Chance that a photo is zoomed, cropped, shifted or mirrored, and again that it is tiled, while the prompt says so; 0 shows photos only as they are.</source>
        <translation>Wie oft (0 bis 1) ein Foto gezoomt, beschnitten, verschoben oder gespiegelt und wie oft es gekachelt wird, während der Prompt es sagt; 0 zeigt Fotos nur, wie sie sind.</translation>
    </message>
    <message>
        <source>Checkpoint every</source>
        <translation>Zwischenstand alle</translation>
    </message>
    <message>
        <source>Class meaning</source>
        <translation>Bedeutung der Klasse</translation>
    </message>
    <message>
        <source>Class pictures</source>
        <translation>Klassenbilder</translation>
    </message>
    <message>
        <source>ClassDiffusion</source>
        <translation>ClassDiffusion</translation>
    </message>
    <message>
        <source>Close-ups</source>
        <translation>Nahaufnahmen</translation>
    </message>
    <message>
        <source>Compression</source>
        <translation>Verkleinerung</translation>
    </message>
    <message>
        <source>Consistency guidance</source>
        <translation>Konsistenz-Führung</translation>
    </message>
    <message>
        <source>Cross-attention</source>
        <translation>Cross-Attention</translation>
    </message>
    <message>
        <source>Custom Diffusion</source>
        <translation>Custom Diffusion</translation>
    </message>
    <message>
        <source>Custom Diffusion whose new word keeps the meaning of its class, for clothes, places and company.</source>
        <translation>Custom Diffusion, deren neues Wort die Bedeutung seiner Klasse behält: für Kleider, Orte und Gesellschaft.</translation>
    </message>
    <message>
        <source>DCO</source>
        <translation>DCO</translation>
    </message>
    <message>
        <source>Divides alpha by the root of the rank, not by the rank (rsLoRA): high ranks learn as fast as low ones.</source>
        <translation>Teilt Alpha durch die Wurzel des Rangs statt durch den Rang (rsLoRA): hohe Ränge lernen so schnell wie niedrige.</translation>
    </message>
    <message>
        <source>DreamBooth</source>
        <translation>DreamBooth</translation>
    </message>
    <message>
        <source>Dropout</source>
        <translation>Dropout</translation>
    </message>
    <message>
        <source>EMA decay</source>
        <translation>EMA-Abklingrate</translation>
    </message>
    <message>
        <source>Feed-forward</source>
        <translation>Feed-Forward</translation>
    </message>
    <message>
        <source>Find the subject</source>
        <translation>Motiv finden</translation>
    </message>
    <message>
        <source>For a style: no zooms, crops, shifts, collages and gray views.</source>
        <translation>Für einen Stil: keine Zooms, Ausschnitte, Verschiebungen, Collagen und grauen Ansichten.</translation>
    </message>
    <message>
        <source>For drawing. local: the subject's word attends like the class word. global: all words attend as in the prompt that says the class.</source>
        <translation>Beim Zeichnen. local: Das Wort des Motivs wirkt dort, wo das Klassenwort wirkt. global: Alle Wörter wirken dort, wo sie im Prompt mit dem Klassenwort wirken.</translation>
    </message>
    <message>
        <source>For drawing: how softly the gate opens. High values let the subject leak into other words.</source>
        <translation>Beim Zeichnen: wie weich sich das Tor öffnet. Hohe Werte lassen das Motiv in andere Wörter übergehen.</translation>
    </message>
    <message>
        <source>For drawing: lower makes the subject stronger, higher keeps closer to the text. 0.6–0.75 with local locking, 0.4–0.6 with global.</source>
        <translation>Beim Zeichnen: niedriger macht das Motiv stärker, höher bleibt näher am Text. 0,6–0,75 bei lokaler Sperre, 0,4–0,6 bei globaler.</translation>
    </message>
    <message>
        <source>Gradient accumulation</source>
        <translation>Gradienten sammeln</translation>
    </message>
    <message>
        <source>Gradient clipping</source>
        <translation>Gradienten kappen</translation>
    </message>
    <message>
        <source>Higher: nearer to the photos, harder to put in new scenes.</source>
        <translation>Höher: näher an den Fotos, schwerer in neue Szenen zu setzen.</translation>
    </message>
    <message>
        <source>Hold on the base model</source>
        <translation>Bindung an das Basismodell</translation>
    </message>
    <message>
        <source>How many invented words stand for the subject; more hold more detail.</source>
        <translation>Wie viele erfundene Wörter für das Motiv stehen; mehr fassen mehr Einzelheiten.</translation>
    </message>
    <message>
        <source>How many pictures of the plain class are drawn, once, for prior preservation.</source>
        <translation>Wie viele Bilder der bloßen Klasse einmal für die Prior Preservation gezeichnet werden.</translation>
    </message>
    <message>
        <source>How many times each photo is also shown far away or close up, with words that say so; 0 switches it off.</source>
        <translation>Wie oft jedes Foto auch weit entfernt oder nah gezeigt wird, mit Wörtern, die es sagen; 0 schaltet es ab.</translation>
    </message>
    <message>
        <source>How many told views of each photo are made before teaching.</source>
        <translation>Wie viele benannte Ansichten jedes Fotos vor dem Anlernen entstehen.</translation>
    </message>
    <message>
        <source>How much less the ground around the subject counts; 1 ignores it.</source>
        <translation>Wie viel weniger der Grund um das Motiv zählt; 1 lässt ihn außer Acht.</translation>
    </message>
    <message>
        <source>How slowly the edited direction follows the new word; part of the old one that stays in each step.</source>
        <translation>Wie langsam die veränderte Richtung dem neuen Wort folgt; Anteil der alten, der in jedem Schritt bleibt.</translation>
    </message>
    <message>
        <source>How strongly the new word keeps the meaning of its class; 0 is off, much more than 1 leaves the word no likeness of its own.</source>
        <translation>Wie stark das neue Wort die Bedeutung seiner Klasse behält; 0 schaltet es ab, viel mehr als 1 lässt dem Wort keine eigene Ähnlichkeit.</translation>
    </message>
    <message>
        <source>Identifier</source>
        <translation>Kennwort</translation>
    </message>
    <message>
        <source>Invents a word for the subject and leaves the model as it is: the smallest file, a looser likeness.</source>
        <translation>Erfindet ein Wort für das Motiv und lässt das Modell, wie es ist: kleinste Datei, losere Ähnlichkeit.</translation>
    </message>
    <message>
        <source>Keep the class word</source>
        <translation>Klassenwort behalten</translation>
    </message>
    <message>
        <source>Keeps where the class attends and learns only how it looks: a tiny file with a dial between likeness and prompt.</source>
        <translation>Behält, worauf die Klasse achtet, und lernt nur, wie sie aussieht: eine winzige Datei mit einem Regler zwischen Ähnlichkeit und Prompt.</translation>
    </message>
    <message>
        <source>Key locking</source>
        <translation>Sperre der Schlüssel</translation>
    </message>
    <message>
        <source>Largest gradient norm; 0 switches clipping off.</source>
        <translation>Größte Norm des Gradienten; 0 schaltet das Kappen ab.</translation>
    </message>
    <message>
        <source>Largest length of a learned word as a multiple of the vocabulary's mean length; 0 sets no limit.</source>
        <translation>Größte Länge eines gelernten Wortes als Vielfaches der mittleren Länge im Wortschatz; 0 setzt keine Grenze.</translation>
    </message>
    <message>
        <source>Largest length of a vector as a multiple of the class word's; 0 sets no limit. Too long a vector drowns the other words.</source>
        <translation>Größte Länge eines Vektors als Vielfaches des Klassenworts; 0 setzt keine Grenze. Ein zu langer Vektor übertönt die anderen Wörter.</translation>
    </message>
    <message>
        <source>Learn a word for the subject too; off, the identifier is said before the class word.</source>
        <translation>Auch ein Wort für das Motiv lernen; ausgeschaltet steht das Kennwort vor dem Klassenwort.</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Lernrate</translation>
    </message>
    <message>
        <source>Learning rate of the new word, as a factor of the main one.</source>
        <translation>Lernrate des neuen Worts als Faktor der Hauptrate.</translation>
    </message>
    <message>
        <source>Learning rate of the new words, as a factor of the main one.</source>
        <translation>Lernrate der neuen Wörter, als Faktor der eigentlichen.</translation>
    </message>
    <message>
        <source>Learning rate of the text encoder, as a factor of the main one.</source>
        <translation>Lernrate des Textencoders als Faktor der Hauptrate.</translation>
    </message>
    <message>
        <source>Learning rate of the values, which hold the look, as a factor of the word's.</source>
        <translation>Lernrate der Werte, die das Aussehen tragen, als Faktor der Lernrate des Wortes.</translation>
    </message>
    <message>
        <source>Learning-rate schedule</source>
        <translation>Verlauf der Lernrate</translation>
    </message>
    <message>
        <source>Learns each output's magnitude apart from its direction: more from a low rank, slower steps.</source>
        <translation>Lernt den Betrag jeder Ausgabe getrennt von ihrer Richtung: mehr aus niedrigem Rang, langsamere Schritte.</translation>
    </message>
    <message>
        <source>Least steps between checkpoints; ten seconds pass between them as well.</source>
        <translation>Mindestens so viele Schritte zwischen Zwischenständen; auch zehn Sekunden liegen dazwischen.</translation>
    </message>
    <message>
        <source>LoRA</source>
        <translation>LoRA</translation>
    </message>
    <message>
        <source>Longest vector</source>
        <translation>Längster Vektor</translation>
    </message>
    <message>
        <source>Loss weight min(SNR, gamma); 0 switches it off (arXiv:2303.09556; usual 5).</source>
        <translation>Loss-Gewicht min(SNR, Gamma); 0 schaltet es ab (arXiv:2303.09556; üblich 5).</translation>
    </message>
    <message>
        <source>Magnitude apart (DoRA)</source>
        <translation>Betrag getrennt (DoRA)</translation>
    </message>
    <message>
        <source>Mask weight</source>
        <translation>Maskengewicht</translation>
    </message>
    <message>
        <source>Min-SNR gamma</source>
        <translation>Min-SNR-Gamma</translation>
    </message>
    <message>
        <source>Mirror</source>
        <translation>Spiegeln</translation>
    </message>
    <message>
        <source>New word</source>
        <translation>Neues Wort</translation>
    </message>
    <message>
        <source>Offset noise</source>
        <translation>Offset-Rauschen</translation>
    </message>
    <message>
        <source>Only mirrored views</source>
        <translation>Nur gespiegelte Ansichten</translation>
    </message>
    <message>
        <source>Optimiser steps. More likeness, then over-fit.</source>
        <translation>Schritte des Optimierers. Mehr Ähnlichkeit, dann Überanpassung.</translation>
    </message>
    <message>
        <source>Optimiser steps; half as many again for two subjects. More likeness, then over-fit.</source>
        <translation>Optimierungsschritte; für zwei Motive anderthalbmal so viele. Mehr Ähnlichkeit, dann Überanpassung.</translation>
    </message>
    <message>
        <source>Optimiser steps; the teaching fades by itself where the photos are learned.</source>
        <translation>Schritte des Optimierers; das Anlernen klingt von selbst ab, wo die Fotos gelernt sind.</translation>
    </message>
    <message>
        <source>Optimiser steps; twice as many for two subjects. More likeness, then over-fit.</source>
        <translation>Optimierungsschritte; für zwei Motive doppelt so viele. Mehr Ähnlichkeit, dann Überanpassung.</translation>
    </message>
    <message>
        <source>Part of a branch's input that is left out while teaching.</source>
        <translation>Anteil der Eingabe eines Zweigs, der beim Anlernen wegbleibt.</translation>
    </message>
    <message>
        <source>Perfusion</source>
        <translation>Perfusion</translation>
    </message>
    <message>
        <source>Pictures per step.</source>
        <translation>Bilder je Schritt.</translation>
    </message>
    <message>
        <source>Pictures per step; photos repeat to fill it.</source>
        <translation>Bilder je Schritt; Fotos wiederholen sich, um ihn zu füllen.</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>Genauigkeit</translation>
    </message>
    <message>
        <source>Prefer noisy steps</source>
        <translation>Verrauschte Schritte bevorzugen</translation>
    </message>
    <message>
        <source>Preview every</source>
        <translation>Vorschau alle</translation>
    </message>
    <message>
        <source>Prior preservation</source>
        <translation>Prior Preservation</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>Rang</translation>
    </message>
    <message>
        <source>Rank-stabilised</source>
        <translation>Rangstabilisiert</translation>
    </message>
    <message>
        <source>Rare words the new words start from: the first for the first subject, and so on.</source>
        <translation>Seltene Wörter, von denen die neuen Wörter ausgehen: das erste für das erste Motiv, und so weiter.</translation>
    </message>
    <message>
        <source>Rate of the look</source>
        <translation>Lernrate des Aussehens</translation>
    </message>
    <message>
        <source>Rate of the word</source>
        <translation>Lernrate des Worts</translation>
    </message>
    <message>
        <source>Room for detail: 4–16 for a subject, 32–128 for a style.</source>
        <translation>Platz für Einzelheiten: 4–16 für ein Motiv, 32–128 für einen Stil.</translation>
    </message>
    <message>
        <source>Room for detail; 1 is enough for causality_preserving.</source>
        <translation>Raum für Einzelheiten; für causality_preserving genügt 1.</translation>
    </message>
    <message>
        <source>Running average of what is learned; 0 switches it off.</source>
        <translation>Gleitendes Mittel des Gelernten; 0 schaltet es ab.</translation>
    </message>
    <message>
        <source>Say the class word after the new word, in teaching and use.</source>
        <translation>Nach dem neuen Wort das Klassenwort sagen, beim Anlernen und beim Nutzen.</translation>
    </message>
    <message>
        <source>Say the class word after the new word.</source>
        <translation>Das Klassenwort nach dem neuen Wort sagen.</translation>
    </message>
    <message>
        <source>Scale of the update; alpha = this times the rank.</source>
        <translation>Maßstab der Änderung; Alpha = dies mal der Rang.</translation>
    </message>
    <message>
        <source>Scale of the update; alpha = this times the rank. 1 is what diffusers uses.</source>
        <translation>Maß der Änderung; Alpha = dies mal dem Rang. 1 nimmt diffusers.</translation>
    </message>
    <message>
        <source>Self-attention</source>
        <translation>Self-Attention</translation>
    </message>
    <message>
        <source>Share of each change that the file keeps, by its singular values; 0.6 makes a file several times smaller, 0 keeps everything.</source>
        <translation>Anteil jeder Änderung, den die Datei behält, nach ihren Singulärwerten; 0.6 macht die Datei mehrfach kleiner, 0 behält alles.</translation>
    </message>
    <message>
        <source>Show photos mirrored half of the time without saying so; views already mirror with a word of its own.</source>
        <translation>Fotos die Hälfte der Zeit gespiegelt zeigen, ohne es zu sagen; die benannten Ansichten spiegeln schon mit einem eigenen Wort.</translation>
    </message>
    <message>
        <source>Show photos mirrored half of the time; switch off for writing or one-sided marks.</source>
        <translation>Fotos zur Hälfte gespiegelt zeigen; bei Schrift oder einseitigen Merkmalen abschalten.</translation>
    </message>
    <message>
        <source>Size of each step in the text encoder's branches.</source>
        <translation>Größe jedes Schritts in den Seitenzweigen des Textencoders.</translation>
    </message>
    <message>
        <source>Size of each step of the new word.</source>
        <translation>Größe jedes Schrittes des neuen Wortes.</translation>
    </message>
    <message>
        <source>Size of each step.</source>
        <translation>Größe jedes Schritts.</translation>
    </message>
    <message>
        <source>Size of each step; about ten times that of full tuning.</source>
        <translation>Größe jedes Schritts; etwa zehnmal die des vollen Anlernens.</translation>
    </message>
    <message>
        <source>Size of each step; far smaller than for LoRA.</source>
        <translation>Größe jedes Schritts; weit kleiner als bei LoRA.</translation>
    </message>
    <message>
        <source>Size of each step; with very large ones the class is lost all the same.</source>
        <translation>Größe jedes Schritts; bei sehr großen geht die Klasse trotzdem verloren.</translation>
    </message>
    <message>
        <source>Sizes of each photo</source>
        <translation>Größen jedes Fotos</translation>
    </message>
    <message>
        <source>Slowness of the direction</source>
        <translation>Trägheit der Richtung</translation>
    </message>
    <message>
        <source>Start words</source>
        <translation>Startwörter</translation>
    </message>
    <message>
        <source>Steps between previews and likeness checks; 0 switches them off.</source>
        <translation>Schritte zwischen Vorschauen und Ähnlichkeitsprüfungen; 0 schaltet sie ab.</translation>
    </message>
    <message>
        <source>Steps over which the learning rate rises.</source>
        <translation>Schritte, über die die Lernrate steigt.</translation>
    </message>
    <message>
        <source>Teach how the words are understood; slower, helps with faces.</source>
        <translation>Anlernen, wie die Wörter verstanden werden; langsamer, hilft bei Gesichtern.</translation>
    </message>
    <message>
        <source>Teach more at the noisy end, where shape and place are decided.</source>
        <translation>Mehr am verrauschten Ende anlernen, wo über Form und Ort entschieden wird.</translation>
    </message>
    <message>
        <source>Teach the layers between attentions too: more detail, bigger file.</source>
        <translation>Auch die Schichten zwischen den Attentions anlernen: mehr Einzelheiten, größere Datei.</translation>
    </message>
    <message>
        <source>Teach where the picture meets itself: texture and structure.</source>
        <translation>Anlernen, wo das Bild sich selbst begegnet: Textur und Struktur.</translation>
    </message>
    <message>
        <source>Teach where words meet the picture.</source>
        <translation>Anlernen, wo Wörter das Bild treffen.</translation>
    </message>
    <message>
        <source>Teaches only how words are read, so a single photo is enough and other prompts keep their variety.</source>
        <translation>Lernt nur, wie Wörter gelesen werden; so genügt ein einziges Foto, und andere Prompts behalten ihre Vielfalt.</translation>
    </message>
    <message>
        <source>Teaches side branches only as far as the base model needs them: keeps to the prompt, combines well.</source>
        <translation>Lernt Seitenzweige nur so weit an, wie das Basismodell sie braucht: bleibt beim Prompt, lässt sich gut kombinieren.</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>Temperatur</translation>
    </message>
    <message>
        <source>Temperature while teaching</source>
        <translation>Temperatur beim Anlernen</translation>
    </message>
    <message>
        <source>Text encoder</source>
        <translation>Textencoder</translation>
    </message>
    <message>
        <source>Text preservation</source>
        <translation>Texterhaltung</translation>
    </message>
    <message>
        <source>Text-encoder rate</source>
        <translation>Rate des Textencoders</translation>
    </message>
    <message>
        <source>TextBoost</source>
        <translation>TextBoost</translation>
    </message>
    <message>
        <source>Textual Inversion</source>
        <translation>Textual Inversion</translation>
    </message>
    <message>
        <source>The gate's bias during teaching.</source>
        <translation>Die Schwelle des Tores während des Anlernens.</translation>
    </message>
    <message>
        <source>The gate's temperature during teaching.</source>
        <translation>Die Temperatur des Tores während des Anlernens.</translation>
    </message>
    <message>
        <source>The rare word that means this subject, said before the class word.</source>
        <translation>Das seltene Wort, das dieses Motiv meint, gesagt vor dem Klassenwort.</translation>
    </message>
    <message>
        <source>Told views</source>
        <translation>Benannte Ansichten</translation>
    </message>
    <message>
        <source>Tune how the words are understood too; helps with faces.</source>
        <translation>Auch anlernen, wie die Wörter verstanden werden; hilft bei Gesichtern.</translation>
    </message>
    <message>
        <source>Tunes only how the picture reads the words, and learns a word: several subjects together, or merged.</source>
        <translation>Stimmt nur ab, wie das Bild die Wörter liest, und lernt ein Wort: mehrere Motive zusammen, oder vereint.</translation>
    </message>
    <message>
        <source>Tunes the whole model on the photos: the closest likeness, the biggest file, the longest teaching.</source>
        <translation>Lernt das ganze Modell an den Fotos an: größte Ähnlichkeit, größte Datei, längstes Anlernen.</translation>
    </message>
    <message>
        <source>Views per photo</source>
        <translation>Ansichten je Foto</translation>
    </message>
    <message>
        <source>Warm-up</source>
        <translation>Aufwärmen</translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation>Weight Decay</translation>
    </message>
    <message>
        <source>Weight of the loss on pictures of the plain class (DreamBooth); 0 switches it off.</source>
        <translation>Gewicht des Loss auf Bildern der bloßen Klasse (DreamBooth); 0 schaltet es ab.</translation>
    </message>
    <message>
        <source>Weight of the loss on pictures of the plain class, which keep “a dog” from becoming this dog; 0 is off.</source>
        <translation>Gewicht des Loss auf Bildern der bloßen Klasse, die „a dog“ davor bewahren, dieser Hund zu werden; 0 ist aus.</translation>
    </message>
    <message>
        <source>Weight of the loss that keeps other sentences as they are read now, when the text encoder is tuned; costs far less than class pictures. 0 switches it off.</source>
        <translation>Gewicht des Verlusts, der andere Sätze so lesen lässt wie jetzt, wenn der Textencoder angelernt wird; kostet weit weniger als Klassenbilder. 0 schaltet ihn aus.</translation>
    </message>
    <message>
        <source>Weight of the loss that keeps other sentences as they are read now; 0 switches it off.</source>
        <translation>Gewicht des Verlusts, der andere Sätze so erhält, wie sie jetzt gelesen werden; 0 schaltet ihn ab.</translation>
    </message>
    <message>
        <source>What is tuned</source>
        <translation>Was angelernt wird</translation>
    </message>
    <message>
        <source>Where no mask was brushed, the model itself says where the subject is; used by the mask weight.</source>
        <translation>Wo keine Maske gemalt wurde, sagt das Modell selbst, wo das Motiv ist; fürs Maskengewicht genutzt.</translation>
    </message>
    <message>
        <source>While drawing, how far the likeness is followed as a part of how far the prompt is followed; 0 is plain guidance.</source>
        <translation>Wie weit beim Zeichnen der Ähnlichkeit gefolgt wird, als Teil dessen, wie weit dem Prompt gefolgt wird; 0 ist einfache Führung.</translation>
    </message>
    <message>
        <source>Word rate</source>
        <translation>Lernrate der Wörter</translation>
    </message>
    <message>
        <source>Word vectors</source>
        <translation>Wortvektoren</translation>
    </message>
    <message>
        <source>attention teaches how all words are read; causality_preserving only what follows the new word, so the words before it stay exactly as they were.</source>
        <translation>attention lehrt, wie alle Wörter gelesen werden; causality_preserving nur, was ab dem neuen Wort folgt, sodass die Wörter davor genau so bleiben, wie sie waren.</translation>
    </message>
    <message>
        <source>auto, fp32, bf16 or fp16: the type of the forward pass; learned tensors stay fp32.</source>
        <translation>auto, fp32, bf16 oder fp16: der Typ des Vorwärtslaufs; gelernte Tensoren bleiben fp32.</translation>
    </message>
    <message>
        <source>batches</source>
        <translation>Stapel</translation>
    </message>
    <message>
        <source>constant, linear or cosine.</source>
        <translation>constant, linear oder cosine.</translation>
    </message>
    <message>
        <source>keys_values: how the picture reads the words. crossattn: all of cross-attention, a little better for faces from few photos; such artifacts cannot be merged.</source>
        <translation>keys_values: wie das Bild die Wörter liest. crossattn: die ganze Cross-Attention, etwas besser für Gesichter aus wenigen Fotos; solche Artefakte lassen sich nicht vereinen.</translation>
    </message>
    <message>
        <source>pictures</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>views</source>
        <translation>Ansichten</translation>
    </message>
    <message>
        <source>whole: the entire denoiser. keys_values: only the keys and values of cross-attention, a small file.</source>
        <translation>whole: der ganze Entrauscher. keys_values: nur Keys und Values der Cross-Attention, eine kleine Datei.</translation>
    </message>
</context>
</TS>
