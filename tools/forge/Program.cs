using LocalAI.Plugins.Forge;

return await ForgeCommand.RunAsync(args);
