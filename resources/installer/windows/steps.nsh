; Steps of the setup program: the log, what is said before giving up, a running program, the former program.

; One line to the log; in silent mode nobody sees a box.
!macro Log text
  FileOpen $9 "$TEMP\hsdclient-setup.log" a
  ${If} $9 != ""
    FileSeek $9 0 END $8
    ${If} $8 == 0
      FileWriteUTF16LE /BOM $9 "${text}$\r$\n"
    ${Else}
      FileWriteUTF16LE $9 "${text}$\r$\n"
    ${EndIf}
    FileClose $9
  ${EndIf}
!macroend

!macro Refuse text code
  !insertmacro Log "${text}"
  MessageBox MB_OK|MB_ICONEXCLAMATION "${text}" /SD IDOK
  SetErrorLevel ${code}
  Quit
!macroend

; Of both the setup and the uninstaller.
!macro SHARED un
Function ${un}TellShell
  ; SHCNE_ASSOCCHANGED: the desktop looks at the file types again.
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
FunctionEnd

; Pops a folder; comes back when no program of it runs. A running .exe cannot be opened for writing.
Function ${un}WaitForEnd
  Pop $R0
  StrCpy $R4 0
  ${Do}
    StrCpy $R1 ""
    ${For} $R2 1 2
      ${If} $R2 == 1
        StrCpy $R3 "$R0\hsdclient.exe"
      ${Else}
        StrCpy $R3 "$R0\hsdclient-cli.exe"
      ${EndIf}
      ${If} ${FileExists} $R3
        ClearErrors
        FileOpen $R5 $R3 a
        ${If} ${Errors}
          StrCpy $R1 $R3
        ${Else}
          FileClose $R5
        ${EndIf}
      ${EndIf}
    ${Next}
    ${If} $R1 == ""
      Return
    ${EndIf}
    ${If} ${Silent}
      ; The program that started us may be about to end.
      IntOp $R4 $R4 + 1
      ${If} $R4 > 40
        !insertmacro Refuse "$(IN_USE_TEXT)" ${IN_USE}
      ${EndIf}
      Sleep 250
    ${Else}
      MessageBox MB_RETRYCANCEL|MB_ICONINFORMATION "$(IN_USE_TEXT)" IDRETRY +3
      SetErrorLevel ${IN_USE}
      Quit
    ${EndIf}
  ${Loop}
FunctionEnd
!macroend
!insertmacro SHARED ""
!insertmacro SHARED "un."

; The former program's own list names its top things (T), files (F) and folders, deepest first (D).
; All top things go to a folder beside them; when one cannot, all come back and setup ends.
Function MoveAside
  StrCpy $Aside ""
  ${IfNot} ${FileExists} "$INSTDIR\installed-files.txt"
    Return
  ${EndIf}
  ; What an officer put between the program's files is left in there.
  StrCpy $Aside "$INSTDIR\former $Former"
  ${If} ${FileExists} "$Aside"
    GetTempFileName $Aside "$INSTDIR"
    Delete $Aside
  ${EndIf}
  CreateDirectory $Aside
  CopyFiles /SILENT "$INSTDIR\installed-files.txt" "$PLUGINSDIR\former.txt"
  FileOpen $R0 "$PLUGINSDIR\former.txt" r
  ${Do}
    Call NextLine
    ${If} $R1 == ""
      ${Break}
    ${EndIf}
    ${If} $R1 == "T"
      ${If} ${FileExists} "$INSTDIR\$R2"
        ClearErrors
        Rename "$INSTDIR\$R2" "$Aside\$R2"
        ${If} ${Errors}
          FileClose $R0
          Call PutBack
          !insertmacro Refuse "$(IN_USE_TEXT)" ${IN_USE}
        ${EndIf}
      ${EndIf}
    ${EndIf}
  ${Loop}
  FileClose $R0
FunctionEnd

; From the list open as $R0: the kind of the line in $R1 (nothing at the end), its path in $R2.
Function NextLine
  StrCpy $R1 ""
  ClearErrors
  FileReadUTF16LE $R0 $R2
  ${If} ${Errors}
    Return
  ${EndIf}
  ${TrimNewLines} $R2 $R2
  StrCpy $R1 $R2 1
  StrCpy $R2 $R2 "" 2
FunctionEnd

; The new program goes, the former comes back; after a failure.
Function PutBack
  SetOutPath "$TEMP"
  ${If} $Unpacking == 1
    !insertmacro REMOVE_FILES "$INSTDIR"
    Delete "$INSTDIR\uninstall.exe"
  ${EndIf}
  ${If} $Aside == ""
    RMDir "$INSTDIR"
    Return
  ${EndIf}
  FileOpen $R0 "$PLUGINSDIR\former.txt" r
  ${Do}
    Call NextLine
    ${If} $R1 == ""
      ${Break}
    ${EndIf}
    ${If} $R1 == "T"
    ${AndIf} ${FileExists} "$Aside\$R2"
      Rename "$Aside\$R2" "$INSTDIR\$R2"
    ${EndIf}
  ${Loop}
  FileClose $R0
  RMDir "$Aside"
FunctionEnd

; The new program is whole: what the former one's list names is deleted, and nothing else.
Function RemoveAside
  ${If} $Aside == ""
    Return
  ${EndIf}
  FileOpen $R0 "$PLUGINSDIR\former.txt" r
  ${Do}
    Call NextLine
    ${If} $R1 == ""
      ${Break}
    ${EndIf}
    ${If} $R1 == "F"
      Delete "$Aside\$R2"
    ${ElseIf} $R1 == "D"
      RMDir "$Aside\$R2"
    ${EndIf}
  ${Loop}
  FileClose $R0
  Delete "$Aside\uninstall.exe"
  RMDir "$Aside"
FunctionEnd
