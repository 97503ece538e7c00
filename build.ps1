# Bootstraps build.cake on Windows (written, not proven there): .\build.ps1 TASK [arguments for the task]
$ErrorActionPreference = 'Stop'
Set-Location $PSScriptRoot
if ($args.Count -eq 0) { Write-Output 'usage: .\build.ps1 conform | test | bench | pack | restore | format-check | fixtures | build'; exit 0 }
if (-not (Get-Command dotnet -ErrorAction SilentlyContinue)) {
    Write-Error 'build.ps1: the .NET 10 SDK is not installed; install it, then run this again: https://dotnet.microsoft.com/download'
    exit 3
}
$env:DOTNET_CLI_TELEMETRY_OPTOUT = '1'
$env:DOTNET_NOLOGO = '1'
dotnet tool restore | Out-Null
if ($LASTEXITCODE -ne 0) { exit 3 }
# What follows the task is the tool's own: it travels as one value, so that Cake does not read it.
$env:TOUCHSTONE_ARGUMENTS = ($args | Select-Object -Skip 1) -join "`n"
dotnet cake build.cake "--target=$($args[0])" --verbosity=minimal
$status = $LASTEXITCODE
if ($args[0] -eq 'test' -and (Test-Path artifacts/test/summary.txt)) { Get-Content artifacts/test/summary.txt }
exit $status
