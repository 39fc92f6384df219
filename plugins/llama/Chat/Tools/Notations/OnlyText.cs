using LocalAI.Plugins.Llama.Grammars;
using LocalAI.Plugins.Llama.Grammars.Languages;

namespace LocalAI.Plugins.Llama.Chat.Tools.Notations;

/// <summary>
/// The texts that no reader takes for a value of another type, where a value has no quotes and may be of several types. The readers
/// of calls decide by the same words.
/// </summary>
/// <param name="effort">What may be spent.</param>
/// <param name="mayBeEmpty">Whether nothing at all is a text.</param>
internal sealed class OnlyText(Effort effort, bool mayBeEmpty)
{
    private readonly Dictionary<JsonTypes, IReadOnlyList<Language>> _found = [];

    /// <param name="others">The other types.</param>
    public IReadOnlyList<Language> Beside(JsonTypes others) =>
        _found.TryGetValue(others, out var found) ? found : _found[others] = Find(others);

    private IReadOnlyList<Language> Find(JsonTypes others)
    {
        var words = new List<string>();
        if (others.HasFlag(JsonTypes.Fractional))
            words.Add("-?(?:0|[1-9]\\d*)(?:\\.\\d+)?(?:[eE][+-]?\\d+)?");
        else if (others.HasFlag(JsonTypes.Integer))
            words.Add("-?(?:0|[1-9]\\d*)");
        if (others.HasFlag(JsonTypes.Boolean))
            words.Add("true|false|True|False");
        if (others.HasFlag(JsonTypes.Null))
            words.Add("null|None");
        if (others.HasFlag(JsonTypes.Object))
            words.Add("\\{[\\s\\S]*");
        if (others.HasFlag(JsonTypes.Array))
            words.Add("\\[[\\s\\S]*");
        if (words.Count == 0)
            return [];
        var isEmptyOther = !mayBeEmpty && (others & (JsonTypes.Array | JsonTypes.Object)) != 0;
        var other = $"^[\\s\\u0085]*(?:{string.Join('|', words)})[\\s\\u0085]*${(isEmptyOther ? "|^$" : "")}";
        return [new ComplementLanguage(RegexLanguage.Parse(other, effort))];
    }
}
