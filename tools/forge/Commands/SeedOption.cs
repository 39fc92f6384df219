using System.CommandLine;

namespace LocalAI.Plugins.Forge.Commands;

/// <summary><c>--seed</c>: the same seed gives the same data, and on the same kind of processor the same model.</summary>
internal static class SeedOption
{
    public static Option<ulong> Create() => new("--seed")
    {
        HelpName = "N",
        Description = "What chance begins with",
        DefaultValueFactory = _ => 1,
    };
}
