@echo off
rem Starts clipsearch: finds a JDK, and runs the jars in the folder lib beside this file.
setlocal EnableExtensions DisableDelayedExpansion

set "home=%~dp0"
set "needed=25"
set "jdk="
set "on_path="

if not exist "%home%lib\" goto no_release

if defined JAVA_HOME call :consider "%JAVA_HOME%"
for %%J in (java.exe) do set "on_path=%%~dp$PATH:J"
if not defined jdk if defined on_path call :consider "%on_path%.."
if not defined jdk goto no_jdk

set main=org.clipsearch.cli.Main
set arguments=%*
set "for_bench="
if "%~1"=="bench" set main=org.clipsearch.bench.Main
if "%~1"=="bench" set for_bench="-Dclipsearch.home=%home%."
if "%~1"=="bench" set arguments=%arguments:*bench=%

rem What clipsearch prints is UTF-8; afterwards the console is as it was.
set "codepage="
for /f "tokens=2 delims=:." %%C in ('chcp') do set /a "codepage=%%C"
chcp 65001 >nul

rem A small heap that grows with need; the other launcher says why.
rem Headless: what is drawn needs no screen.
"%jdk%\bin\java.exe" --enable-native-access=ALL-UNNAMED -Xms64m -XX:GCTimeRatio=2 -Djava.awt.headless=true ^
  %for_bench% %CLIPSEARCH_JAVA_OPTIONS% -cp "%home%lib\*" %main% %arguments%
set "code=%errorlevel%"

if defined codepage chcp %codepage% >nul
exit /b %code%

rem Takes a folder for the JDK if its release file says that it is new enough.
:consider
if not exist "%~1\bin\java.exe" exit /b
if not exist "%~1\release" exit /b
set "version="
for /f "usebackq tokens=1,2 delims==" %%K in ("%~1\release") do (
  if "%%K"=="JAVA_VERSION" set "version=%%~L"
)
for /f "delims=.-+" %%V in ("%version%") do if %%V geq %needed% set "jdk=%~1"
exit /b

:no_release
echo clipsearch: no folder lib beside %~f0; unpack all of a release's archive>&2
exit /b 3

:no_jdk
echo clipsearch: needs a JDK %needed% or newer; looked at JAVA_HOME and at java on the path.>&2
echo Install one, for example Temurin %needed%, and set JAVA_HOME.>&2
exit /b 3
