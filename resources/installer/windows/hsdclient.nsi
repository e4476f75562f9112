; The setup program for Windows: one officer without administrator rights, or all users of the machine.
; Called by windows_packages.py with VERSION, FOUR, TREE, PARTS, OUT, ICON, SIDE, LICENCE, KILOBYTES, SIGN.
; An upgrade is old or new, never half: the former program is moved aside, put back when anything fails, and only then removed.
Target amd64-unicode
Unicode true
!ifdef QUICK
  SetCompressor zlib
!else
  SetCompressor /SOLID lzma
  SetCompressorDictSize 64
!endif
CRCCheck force
; A file that cannot be written ends it; it is never left out.
AllowSkipFiles off
RequestExecutionLevel user
ManifestDPIAware true
ManifestSupportedOS Win10
ManifestLongPathAware true
ShowInstDetails nevershow
ShowUninstDetails nevershow

!define TITLE "HSD client"
!define PUBLISHER "HSD client project"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\hsdclient"
!define PROGID "hsdclient.workspace"
!define CLASSES "Software\Classes"
; What the program that started us reads: 0 done, 2 given up, and these.
!define IN_USE 3
!define OLDER 4
!define RIGHTS 5
!define NO_SPACE 6
!define TOO_OLD 7
!define NOT_WHOLE 8

Name "${TITLE}"
OutFile "${OUT}"
BrandingText "${TITLE} ${VERSION}"
VIProductVersion "${FOUR}"
VIAddVersionKey /LANG=1033 "ProductName" "${TITLE}"
VIAddVersionKey /LANG=1033 "CompanyName" "${PUBLISHER}"
VIAddVersionKey /LANG=1033 "FileDescription" "${TITLE} setup"
VIAddVersionKey /LANG=1033 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=1033 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=1033 "LegalCopyright" "HSD client project, Apache License 2.0"
!if "${SIGN}" != ""
  !uninstfinalize '${SIGN} "%1"' = 0
!endif

!include MUI2.nsh
!include LogicLib.nsh
!include FileFunc.nsh
!include WordFunc.nsh
!include TextFunc.nsh
!include WinVer.nsh
!include "${PARTS}"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${SIDE}"
!define MUI_UNWELCOMEFINISHPAGE_BITMAP "${SIDE}"
!define MUI_ABORTWARNING
!define MUI_COMPONENTSPAGE_NODESC
!define MUI_FINISHPAGE_RUN
!define MUI_FINISHPAGE_RUN_FUNCTION StartProgram
!define MUI_FINISHPAGE_TEXT "$(DONE_TEXT)"
!define MUI_UNCONFIRMPAGE_TEXT_TOP "$(REMOVE_TEXT)"
!define MUI_UNFINISHPAGE_NOAUTOCLOSE
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_LICENSE "${LICENCE}"
!insertmacro MUI_PAGE_COMPONENTS
!define MUI_PAGE_CUSTOMFUNCTION_LEAVE LookAgain
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!define MUI_FINISHPAGE_TEXT "$(KEPT_TEXT)"
!insertmacro MUI_UNPAGE_FINISH
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "Hindi"
!include "words.nsh"

Var AllUsers   ; 1: for every user of this machine
Var Former     ; the version that was installed, or nothing
Var Aside      ; where the former program lies while the new one is unpacked
Var Unpacking  ; 1: files of the new one may lie in the folder

!include "steps.nsh"

; --- before anything is changed ----------------------------------------------------------------------------------------

Function .onInit
  SetRegView 64
  InitPluginsDir
  Call TakeLanguage
  ${IfNot} ${AtLeastWin10}
    !insertmacro Refuse "$(TOO_OLD_TEXT)" ${TOO_OLD}
  ${EndIf}
  Call WhoFor
  ${If} $INSTDIR == ""   ; no /D=
    ReadRegStr $INSTDIR SHCTX "${UNINSTALL}" "InstallLocation"
  ${EndIf}
  ${If} $INSTDIR == ""
    ${If} $AllUsers == 1
      StrCpy $INSTDIR "$PROGRAMFILES64\${TITLE}"
    ${Else}
      StrCpy $INSTDIR "$LOCALAPPDATA\Programs\${TITLE}"
    ${EndIf}
  ${EndIf}
  ReadRegStr $Former SHCTX "${UNINSTALL}" "DisplayVersion"
  Call NotOlder
  ${If} ${Silent}
    Call LookAgain
  ${EndIf}
FunctionEnd

Function TakeLanguage
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/LANG=" $R1
  ${IfNot} ${Errors}
    StrCpy $LANGUAGE $R1
  ${EndIf}
FunctionEnd

; Said on the command line, else as the installed copy is, else all users for an administrator.
Function WhoFor
  ${GetParameters} $R0
  StrCpy $AllUsers ""
  ClearErrors
  ${GetOptions} $R0 "/ALLUSERS" $R1
  ${IfNot} ${Errors}
    StrCpy $AllUsers 1
  ${EndIf}
  ClearErrors
  ${GetOptions} $R0 "/CURRENTUSER" $R1
  ${IfNot} ${Errors}
    StrCpy $AllUsers 0
  ${EndIf}
  UserInfo::GetAccountType
  Pop $R2
  ${If} $AllUsers == ""
    ReadRegStr $R1 HKCU "${UNINSTALL}" "InstallLocation"
    ReadRegStr $R3 HKLM "${UNINSTALL}" "InstallLocation"
    ${If} $R1 != ""
      StrCpy $AllUsers 0
    ${ElseIf} $R3 != ""
    ${OrIf} $R2 == "Admin"
      StrCpy $AllUsers 1
    ${Else}
      StrCpy $AllUsers 0
    ${EndIf}
  ${EndIf}
  ${If} $AllUsers == 1
    ${If} $R2 != "Admin"
      ${IfNot} ${Silent}
        ; Windows asks for an administrator; this copy ends.
        ExecShell "runas" "$EXEPATH" "/ALLUSERS $R0"
        Quit
      ${EndIf}
      !insertmacro Refuse "$(RIGHTS_TEXT)" ${RIGHTS}
    ${EndIf}
    SetShellVarContext all
  ${Else}
    SetShellVarContext current
  ${EndIf}
FunctionEnd

Function NotOlder
  ${If} $Former == ""
    Return
  ${EndIf}
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/ALLOWDOWNGRADE" $R1
  ${IfNot} ${Errors}
    Return
  ${EndIf}
  ${VersionCompare} "$Former" "${VERSION}" $R1
  ${If} $R1 == 1
    !insertmacro Refuse "$(OLDER_TEXT)" ${OLDER}
  ${EndIf}
FunctionEnd

; Enough space, and nothing of the program running. Called when the folder is known; on its page another can be chosen.
Function LookAgain
  StrCpy $R2 0
  Call EnoughSpace
  ${If} $R2 == 1
    ${If} ${Silent}
      !insertmacro Refuse "$(NO_SPACE_TEXT)" ${NO_SPACE}
    ${EndIf}
    MessageBox MB_OK|MB_ICONEXCLAMATION "$(NO_SPACE_TEXT)"
    Abort
  ${EndIf}
  Push $INSTDIR
  Call WaitForEnd
FunctionEnd

; $R2 is 1 when the drive has too little; the megabytes that are needed are in $R3.
Function EnoughSpace
  StrCpy $R0 $INSTDIR
  ${Do}
    System::Call 'kernel32::GetDiskFreeSpaceExW(w "$R0\", *l .R1, *l, *l) i .R2'
    ${If} $R2 != 0
      ${Break}
    ${EndIf}
    ${GetParent} $R0 $R0   ; the folder is still to be made
    ${If} $R0 == ""
      StrCpy $R2 0
      Return ; an unknown drive: unpacking will say so
    ${EndIf}
  ${Loop}
  StrCpy $R2 0
  System::Int64Op $R1 / 1024
  Pop $R1
  ; The former program stays until the new one is whole.
  IntOp $R3 ${KILOBYTES} + 20480
  System::Int64Op $R1 < $R3
  Pop $R2
  IntOp $R3 $R3 / 1024
FunctionEnd

; --- the work ----------------------------------------------------------------------------------------------------------

Section "${TITLE}"
  SectionIn RO
  SetRegView 64
  SetOverwrite on
  Call MoveAside
  StrCpy $Unpacking 1
  !insertmacro PUT_FILES
  WriteUninstaller "$INSTDIR\uninstall.exe"
  Call RemoveAside

  CreateShortCut "$SMPROGRAMS\${TITLE}.lnk" "$INSTDIR\hsdclient.exe" "" "$INSTDIR\hsdclient.exe" 0

  WriteRegStr SHCTX "${CLASSES}\.hsdworkspace" "" "${PROGID}"
  WriteRegStr SHCTX "${CLASSES}\.hsdworkspace" "Content Type" "application/x-hsdclient-workspace"
  WriteRegStr SHCTX "${CLASSES}\${PROGID}" "" "$(WORKSPACE_FILE)"
  WriteRegStr SHCTX "${CLASSES}\${PROGID}\DefaultIcon" "" "$INSTDIR\hsdclient.exe,0"
  WriteRegStr SHCTX "${CLASSES}\${PROGID}\shell\open\command" "" '"$INSTDIR\hsdclient.exe" "%1"'

  WriteRegStr SHCTX "${UNINSTALL}" "DisplayName" "${TITLE}"
  WriteRegStr SHCTX "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${UNINSTALL}" "Publisher" "${PUBLISHER}"
  WriteRegStr SHCTX "${UNINSTALL}" "DisplayIcon" "$INSTDIR\hsdclient.exe,0"
  WriteRegStr SHCTX "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr SHCTX "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr SHCTX "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD SHCTX "${UNINSTALL}" "EstimatedSize" ${KILOBYTES}
  WriteRegDWORD SHCTX "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD SHCTX "${UNINSTALL}" "NoRepair" 1
  Call TellShell
  !insertmacro Log "installed ${VERSION} in $INSTDIR"
SectionEnd

Section /o "$(DESKTOP_ICON)" Desktop
  CreateShortCut "$DESKTOP\${TITLE}.lnk" "$INSTDIR\hsdclient.exe" "" "$INSTDIR\hsdclient.exe" 0
SectionEnd

; A file could not be written and the officer, or nobody (/S), gave up.
Function .onInstFailed
  Call PutBack
  !insertmacro Log "$(NOT_WHOLE_TEXT)"
  SetErrorLevel ${NOT_WHOLE}
FunctionEnd

Function StartProgram
  ; By way of the desktop, so that it never runs with an administrator's rights.
  Exec '"$WINDIR\explorer.exe" "$INSTDIR\hsdclient.exe"'
FunctionEnd

; --- removing ----------------------------------------------------------------------------------------------------------

Function un.onInit
  SetRegView 64
  SetShellVarContext current
  ReadRegStr $R0 HKLM "${UNINSTALL}" "InstallLocation"
  ${If} $R0 == $INSTDIR
    StrCpy $AllUsers 1
    UserInfo::GetAccountType
    Pop $R2
    ${If} $R2 != "Admin"
      ${IfNot} ${Silent}
        ExecShell "runas" "$INSTDIR\uninstall.exe"
        Quit
      ${EndIf}
      !insertmacro Refuse "$(RIGHTS_TEXT)" ${RIGHTS}
    ${EndIf}
    SetShellVarContext all
  ${EndIf}
  ${If} ${Silent}
    Push $INSTDIR
    Call un.WaitForEnd
  ${EndIf}
FunctionEnd

Section "Uninstall"
  SetRegView 64
  Push $INSTDIR
  Call un.WaitForEnd
  SetOutPath "$TEMP"
  ; What was put there, by name. Whatever else lies in the folder stays, and the folder with it.
  !insertmacro REMOVE_FILES "$INSTDIR"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${TITLE}.lnk"
  Delete "$DESKTOP\${TITLE}.lnk"
  ReadRegStr $R0 SHCTX "${CLASSES}\.hsdworkspace" ""
  ${If} $R0 == "${PROGID}"
    DeleteRegKey SHCTX "${CLASSES}\.hsdworkspace"
  ${EndIf}
  DeleteRegKey SHCTX "${CLASSES}\${PROGID}"
  DeleteRegKey SHCTX "${UNINSTALL}"
  Call un.TellShell
SectionEnd
