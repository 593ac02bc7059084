<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Studio</name>
    <message numerus="yes">
        <source>%n burnt out</source>
        <translation><numerusform>%n burnt out</numerusform><numerusform>%n burnt out</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n face(s)</source>
        <translation><numerusform>%n face</numerusform><numerusform>%n faces</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n good photo(s)</source>
        <translation><numerusform>%n good photo</numerusform><numerusform>%n good photos</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n held out by you</source>
        <translation><numerusform>%n held out by you</numerusform><numerusform>%n held out by you</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n near duplicate(s)</source>
        <translation><numerusform>%n near duplicate</numerusform><numerusform>%n near duplicates</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n show another face</source>
        <translation><numerusform>%n show another face</numerusform><numerusform>%n show another face</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n shows another face</source>
        <translation><numerusform>%n shows another face</numerusform><numerusform>%n shows another face</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n too blurred</source>
        <translation><numerusform>%n too blurred</numerusform><numerusform>%n too blurred</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n too dark</source>
        <translation><numerusform>%n too dark</numerusform><numerusform>%n too dark</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n too small</source>
        <translation><numerusform>%n too small</numerusform><numerusform>%n too small</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n with a problem</source>
        <translation><numerusform>%n with a problem</numerusform><numerusform>%n with a problem</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n with half a face</source>
        <translation><numerusform>%n with half a face</numerusform><numerusform>%n with half a face</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n with somebody else in it</source>
        <translation><numerusform>%n with somebody else in it</numerusform><numerusform>%n with somebody else in it</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n without a face</source>
        <translation><numerusform>%n without a face</numerusform><numerusform>%n without a face</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n without contrast</source>
        <translation><numerusform>%n without contrast</numerusform><numerusform>%n without contrast</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>{good} of %n photo(s) good</source>
        <translation><numerusform>{good} of %n photo good</numerusform><numerusform>{good} of %n photos good</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n other file(s) left out</source>
        <translation><numerusform>%n other file left out</numerusform><numerusform>%n other files left out</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>Comparing %n method(s)</source>
        <translation><numerusform>Comparing %n method</numerusform><numerusform>Comparing %n methods</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>Drawing %n picture(s): {prompt}</source>
        <translation><numerusform>Drawing %n picture: {prompt}</numerusform><numerusform>Drawing %n pictures: {prompt}</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>Joining %n artifact(s)</source>
        <translation><numerusform>Joining %n artifact</numerusform><numerusform>Joining %n artifacts</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n other file(s) left out.</source>
        <translation><numerusform>%n other file left out.</numerusform><numerusform>%n other files left out.</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation><numerusform>%n photo</numerusform><numerusform>%n photos</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n region(s)</source>
        <translation><numerusform>%n region</numerusform><numerusform>%n regions</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n folder(s) with {pictures}</source>
        <translation><numerusform>%n folder with {pictures}</numerusform><numerusform>%n folders with {pictures}</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n other file(s)</source>
        <translation><numerusform>%n other file</numerusform><numerusform>%n other files</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s)</source>
        <translation><numerusform>%n picture</numerusform><numerusform>%n pictures</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) from the web</source>
        <translation><numerusform>%n picture from the web</numerusform><numerusform>%n pictures from the web</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n star(s)</source>
        <translation><numerusform>%n star</numerusform><numerusform>%n stars</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>Join %n artifact(s)</source>
        <translation><numerusform>Join %n artifact</numerusform><numerusform>Join %n artifacts</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n drawing(s)</source>
        <translation><numerusform>%n drawing</numerusform><numerusform>%n drawings</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>{name} was deleted for good: %n file(s), {size} MB.</source>
        <translation><numerusform>{name} was deleted for good: %n file, {size} MB.</numerusform><numerusform>{name} was deleted for good: %n files, {size} MB.</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n subject(s). Drop photos anywhere to add another.</source>
        <translation><numerusform>%n subject. Drop photos anywhere to add another.</numerusform><numerusform>%n subjects. Drop photos anywhere to add another.</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) may come back.</source>
        <translation><numerusform>%n thing may come back.</numerusform><numerusform>%n things may come back.</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>Export %n picture(s)</source>
        <translation><numerusform>Export %n picture</numerusform><numerusform>Export %n pictures</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) and the sheet</source>
        <translation><numerusform>%n picture and the sheet</numerusform><numerusform>%n pictures and the sheet</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>Start %n training(s)</source>
        <translation><numerusform>Start %n training</numerusform><numerusform>Start %n trainings</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation><numerusform>%n hour</numerusform><numerusform>%n hours</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation><numerusform>%n minute</numerusform><numerusform>%n minutes</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation><numerusform>%n second</numerusform><numerusform>%n seconds</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n training(s)</source>
        <translation><numerusform>%n training</numerusform><numerusform>%n trainings</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>measured here, %n training(s)</source>
        <translation><numerusform>measured here, %n training</numerusform><numerusform>measured here, %n trainings</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>only %n training(s) measured here so far</source>
        <translation><numerusform>only %n training measured here so far</numerusform><numerusform>only %n trainings measured here so far</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n region(s) with own prompts.</source>
        <translation><numerusform>%n region with own prompts.</numerusform><numerusform>%n regions with own prompts.</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation><numerusform>%n file</numerusform><numerusform>%n files</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n more photo(s) would let the studio keep one apart to check the likeness honestly.</source>
        <translation><numerusform>%n more photo would let the studio keep one apart to check the likeness honestly.</numerusform><numerusform>%n more photos would let the studio keep one apart to check the likeness honestly.</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) of {name} got a mask; look at them before you teach.</source>
        <translation><numerusform>%n photo of {name} got a mask; look at them before you teach.</numerusform><numerusform>%n photos of {name} got a mask; look at them before you teach.</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>In %n photo(s) no subject was found.</source>
        <translation><numerusform>In %n photo no subject was found.</numerusform><numerusform>In %n photos no subject was found.</numerusform></translation>
    </message>
</context>
</TS>
