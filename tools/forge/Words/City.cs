namespace LocalAI.Plugins.Forge.Words;

/// <summary>A city and the country that it lies in.</summary>
internal sealed record City(string Name, string Country);
