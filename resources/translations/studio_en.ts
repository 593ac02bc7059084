<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en_US">
<!-- Plurals only: everything else stands in the code. Compile with pyside6-lrelease. -->
<context>
    <name>MethodRanking</name>
    <message numerus="yes">
        <source>measured here, %n training(s)</source>
        <translation><numerusform>measured here, %n training</numerusform><numerusform>measured here, %n trainings</numerusform></translation>
    </message>
</context>
<context>
    <name>SubjectList</name>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation><numerusform>%n photo</numerusform><numerusform>%n photos</numerusform></translation>
    </message>
</context>
<context>
    <name>TeachScreen</name>
    <message numerus="yes">
        <source>Start %n training(s)</source>
        <translation><numerusform>Start %n training</numerusform><numerusform>Start %n trainings</numerusform></translation>
    </message>
</context>
<context>
    <name>SheetDialog</name>
    <message numerus="yes">
        <source>%n picture(s) and the sheet</source>
        <translation><numerusform>%n picture and the sheet</numerusform><numerusform>%n pictures and the sheet</numerusform></translation>
    </message>
</context>
</TS>
