@echo off
rem What LocalAI starts on Windows: the host, with the same arguments. Works in dist\ and at the root of the repository.
setlocal
set "here=%~dp0"
if not exist "%here%LocalAI.Plugins.Host.exe" set "here=%~dp0dist\"
set ORT_DISABLE_TELEMETRY=1
set GGML_NO_BACKTRACE=1
if not defined DOTNET_GCgen0size set DOTNET_GCgen0size=0x100000
"%here%LocalAI.Plugins.Host.exe" %* <nul
exit /b %errorlevel%
