@echo off
"%~dp0..\node_modules\node\bin\node.exe" --no-warnings "%~dp0..\src\cli\index.ts" %*
