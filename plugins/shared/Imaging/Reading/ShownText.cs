namespace LocalAI.Plugins.Imaging.Reading;

/// <summary>What of a request's value is said again: enough to know it by, not an image of megabytes.</summary>
internal static class ShownText
{
    private const int Most = 60;

    /// <summary>The beginning of a value, in one line.</summary>
    public static string Of(ReadOnlySpan<char> value)
    {
        var shown = value.Length <= Most ? value.ToString() : string.Concat(value[..(Most - 1)], "…");
        return string.Create(shown.Length, shown, (line, text) =>
        {
            for (var i = 0; i < line.Length; i++)
                line[i] = char.IsControl(text[i]) || char.IsSurrogate(text[i]) ? ' ' : text[i];
        });
    }
}
