# Builds the Windows program natively, on a Windows PC with Python 3.11 (64-bit, from python.org): for an organisation that
# builds what it runs. Same recipe as the cross build; the setup program too when NSIS (makensis) is installed.
# Not tried on a PC by the project, which has none: what is tried is the cross build under wine.
# Use, in the folder of the source:  powershell -ExecutionPolicy Bypass -File resources\installer\windows\build-native.ps1
param([string]$Python = "py", [string[]]$PythonArguments = @("-3.11"))
$ErrorActionPreference = "Stop"
Set-StrictMode -Version 2

$root = (Resolve-Path (Join-Path $PSScriptRoot "..\..\..")).Path
Set-Location $root

function Invoke-Checked([string]$Program, [string[]]$Arguments) {
    & $Program @Arguments
    if ($LASTEXITCODE -ne 0) { throw "$Program ended with $LASTEXITCODE." }
}

if (-not (Test-Path ".venv-windows")) { Invoke-Checked $Python ($PythonArguments + @("-m", "venv", ".venv-windows")) }
$venv = Join-Path $root ".venv-windows\Scripts\python.exe"
# The lock is made on Linux; what only Windows needs (pefile, pywin32-ctypes, colorama) follows from PyInstaller itself.
Invoke-Checked $venv @("-m", "pip", "install", "--only-binary=:all:", "-r", "requirements.lock")
Invoke-Checked $venv @("-m", "pip", "install", "--only-binary=:all:", "pefile==2024.8.26", "pywin32-ctypes==0.2.3", "colorama==0.4.6")
Invoke-Checked $venv @("resources\installer\windows_native.py")
Write-Host "Built; see build\installers."
