using System.Text.RegularExpressions;

namespace LocalAI.Plugins.Llama.Chat.Formats;

/// <summary>Compares texts made of markers, which are never cut in the middle.</summary>
internal static partial class Markup
{
    /// <summary>The text between two words; up to the end where the second is empty or missing.</summary>
    public static string Between(this string text, string after, string before)
    {
        var start = text.IndexOf(after, StringComparison.Ordinal);
        start = start < 0 ? 0 : start + after.Length;
        var end = before.Length == 0 ? -1 : text.IndexOf(before, start, StringComparison.Ordinal);
        return end < 0 ? text[start..] : text[start..end];
    }

    /// <summary>How two texts both begin.</summary>
    public static string CommonStart(string left, string right)
    {
        var length = left.AsSpan().CommonPrefixLength(right);
        if (length == left.Length || length == right.Length)
        {
            // One is the other's beginning: no marker is cut unless the longer one goes on within it.
            if (!IsWithinTag(left[..length]))
                return left[..length];
        }
        while (length > 0 && IsWithinTag(left[..length]))
            length = OpenTag(left[..length]);
        return left[..length];
    }

    /// <summary>How two texts both end.</summary>
    public static string CommonEnd(string left, string right)
    {
        var length = 0;
        while (length < left.Length && length < right.Length && left[^(length + 1)] == right[^(length + 1)])
            length++;
        var end = left[^length..];
        if ((length == left.Length || length == right.Length) && !end.StartsWith('>'))
            return end;
        // What begins with the end of a cut marker.
        var closes = end.IndexOfAny(['>', ']']);
        var opens = end.IndexOfAny(['<', '[']);
        return closes >= 0 && (opens < 0 || closes < opens) ? end[(closes + 1)..] : end;
    }

    /// <summary>The whole markers in a text, in order.</summary>
    public static IReadOnlyList<string> Tags(string text) => [.. Tag().Matches(text).Select(match => match.Value)];

    /// <summary>Splits a text behind its first whole marker.</summary>
    public static (string First, string Others) SplitTag(string text)
    {
        var match = Tag().Match(text);
        return match.Success ? (text[..(match.Index + match.Length)], text[(match.Index + match.Length)..]) : (text, "");
    }

    private static bool IsWithinTag(string text) => OpenTag(text) >= 0;

    /// <summary>Where a marker begins that the text does not end; -1 when there is none.</summary>
    private static int OpenTag(string text)
    {
        var open = Math.Max(text.LastIndexOf('<'), text.LastIndexOf('['));
        if (open < 0)
            return -1;
        return text.AsSpan(open).IndexOfAny('>', ']', '\n') >= 0 ? -1 : open;
    }

    [GeneratedRegex(@"<[^<>\[\]\n]+>|\[[A-Za-z_/ ]+\]")]
    private static partial Regex Tag();
}
