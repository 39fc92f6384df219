namespace LocalAI.Plugins.EndToEnd.Tests.Hosts;

/// <summary>How a test starts the host.</summary>
internal sealed record HostSettings
{
    /// <summary>The miniature plugins it sees; null leaves it those of dist/.</summary>
    public IReadOnlyList<string>? Zoo { get; init; } = [];

    /// <summary>Flags beside <c>--addr</c> and <c>--plugins</c>.</summary>
    public IReadOnlyList<string> Flags { get; init; } = [];

    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>A command that starts run.sh, given with its flags as further arguments; empty starts run.sh itself.</summary>
    public IReadOnlyList<string> Launcher { get; init; } = [];

    public string WorkingDirectory { get; init; } = Repository.Root;

    /// <summary>How the address is written; {0} is the address. More than one are separate words.</summary>
    public IReadOnlyList<string> AddressForm { get; init; } = ["--addr", "{0}"];

    /// <summary>Parts of the error lines that this test provokes; any other fails it.</summary>
    public IReadOnlyList<string> ExpectedErrors { get; init; } = [];

    /// <summary>The bearer token that the client sends.</summary>
    public string? Token { get; init; }
}
