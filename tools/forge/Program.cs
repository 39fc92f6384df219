using LocalAI.Plugins.Forge;
using Spectre.Console;

return await ForgeCommand.RunAsync(args, AnsiConsole.Console, Console.Error);
