using System.Buffers;

namespace LocalAI.Plugins.Llama.Chat.Parsing;

/// <summary>Finds the first of several markers in a text that comes in pieces.</summary>
internal sealed class MarkerScanner
{
    private readonly SearchValues<char> _beginnings;

    /// <param name="markers">The markers; empty ones and doubles are left out.</param>
    public MarkerScanner(params IEnumerable<string> markers)
    {
        Markers = [.. markers.Where(marker => marker.Length > 0).Distinct(StringComparer.Ordinal)];
        _beginnings = SearchValues.Create([.. Markers.Select(marker => marker[0])]);
    }

    public IReadOnlyList<string> Markers { get; }

    /// <summary>Finds the first place where a marker stands, or may stand once more text has come.</summary>
    /// <param name="text">The text so far.</param>
    /// <param name="isComplete">Whether no more comes.</param>
    /// <param name="marker">The longest marker that stands there; null when none does for sure.</param>
    /// <returns>The place: everything before it is free of markers.</returns>
    public int Find(ReadOnlySpan<char> text, bool isComplete, out string? marker)
    {
        marker = null;
        var at = 0;
        while (at < text.Length)
        {
            var step = text[at..].IndexOfAny(_beginnings);
            if (step < 0)
                return text.Length;
            at += step;
            if (At(text[at..], isComplete, out marker) != Match.No)
                return at;
            at++;
        }
        return text.Length;
    }

    /// <summary>Whether a marker stands at the text's beginning: the longest that does.</summary>
    public Match At(ReadOnlySpan<char> text, bool isComplete, out string? found)
    {
        found = null;
        var open = false;
        foreach (var marker in Markers)
        {
            if (text.StartsWith(marker, StringComparison.Ordinal))
                found = found is null || marker.Length > found.Length ? marker : found;
            else if (!isComplete && marker.AsSpan().StartsWith(text, StringComparison.Ordinal))
                open = true;
        }
        if (open)
            found = null;
        return open ? Match.Maybe : found is null ? Match.No : Match.Yes;
    }
}
