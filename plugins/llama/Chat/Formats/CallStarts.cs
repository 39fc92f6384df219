namespace LocalAI.Plugins.Llama.Chat.Formats;

/// <summary>
/// What calls begin with in an answer: a marker, or, where the prompt writes the marker before the first, the name of a function
/// that is known. A sign that texts may hold too begins a call only with such a name behind it.
/// </summary>
internal sealed class CallStarts
{
    private readonly string? _sign;

    /// <param name="format">How calls are written.</param>
    /// <param name="functions">The names of the functions; none = there are no calls.</param>
    public CallStarts(ToolFormat format, IReadOnlyCollection<string> functions)
    {
        if (functions.Count == 0 || format.Syntax == ToolSyntax.None)
            return;
        if (!format.PromptBeginsCall)
        {
            Markers = format.Triggers;
            return;
        }
        _sign = format.CallStart.Trim();
        var behindName = format.NameSuffix.Length > 0 ? format.NameSuffix : $"{format.Literals.Open}";
        Openings = [.. functions.Select(function => $"{format.NamePrefix.Trim()}{function}{behindName}")];
        Markers = [.. Openings.Select(opening => _sign + opening)];
    }

    /// <summary>What begins calls anywhere.</summary>
    public IReadOnlyList<string> Markers { get; } = [];

    /// <summary>What begins calls only where an answer begins.</summary>
    public IReadOnlyList<string> Openings { get; } = [];

    /// <summary>How much of one of <see cref="Markers"/> is the marker itself.</summary>
    public string MarkerOf(string found) => _sign ?? found;
}
