namespace LocalAI.Plugins.Host.Options;

/// <summary>One option: how it is written, what it means, and where its value goes.</summary>
/// <param name="Name">Its name on the start-up line; the flag is <c>--name</c> unless <see cref="VariableOnly"/>.</param>
/// <param name="Description">One sentence for the help.</param>
/// <param name="Apply">Takes a value into the options; returns what is wrong with it, or null.</param>
internal sealed record OptionEntry(string Name, string Description, Func<ServerOptions, string, string?> Apply)
{
    /// <summary>The environment twin: LOCALAI_PLUGINS_NAME unless the wire contract has its own.</summary>
    public string Variable { get; init; } = "LOCALAI_PLUGINS_" + Name.ToUpperInvariant().Replace('-', '_');

    /// <summary>Other spellings of the flag.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>What stands for the value in the help; empty for a switch, which takes none.</summary>
    public string Argument { get; init; } = "";

    /// <summary>What holds when nothing is given.</summary>
    public string Default { get; init; } = "";

    /// <summary>Whether only the variable exists: every user of a machine can read the command lines on it.</summary>
    public bool VariableOnly { get; init; }

    /// <summary>Whether the value is masked on the start-up line.</summary>
    public bool Secret { get; init; }

    /// <summary>Whether the option asks for one answer instead of a server; then it has no environment twin.</summary>
    public bool AnswersAndExits { get; init; }

    /// <summary>Whether the help leaves it out.</summary>
    public bool Hidden { get; init; }

    public string Flag => "--" + Name;

    public bool IsSwitch => Argument.Length == 0;
}
