namespace LocalAI.Plugins.Jinja.Filters;

/// <summary>Breaks one line into several, as Python's textwrap does: after spaces, and after hyphens between letters.</summary>
internal sealed class WordWrapper(int width, bool breaksLongWords, bool breaksOnHyphens)
{
    /// <summary>The lines; an empty text is one empty line.</summary>
    public IEnumerable<string> WrapOrEmpty(string text)
    {
        var lines = Wrap(text);
        return lines.Count == 0 ? [""] : lines;
    }

    private List<string> Wrap(string text)
    {
        var lines = new List<string>();
        var chunks = new LinkedList<string>(Chunks(text));
        while (chunks.First is not null)
        {
            if (IsSpace(chunks.First.Value) && lines.Count > 0)
                chunks.RemoveFirst();
            var line = TakeLine(chunks);
            if (line.Count > 0 && IsSpace(line[^1]))
                line.RemoveAt(line.Count - 1);
            if (line.Count > 0)
                lines.Add(string.Concat(line));
        }
        return lines;
    }

    private List<string> TakeLine(LinkedList<string> chunks)
    {
        var line = new List<string>();
        var length = 0;
        while (chunks.First is { } first && length + Length(first.Value) <= width)
        {
            line.Add(first.Value);
            length += Length(first.Value);
            chunks.RemoveFirst();
        }
        if (chunks.First is not { } next || Length(next.Value) <= width)
            return line;
        if (breaksLongWords)
        {
            var space = Math.Max(width - length, 1);
            var cut = CutAt(next.Value, space);
            line.Add(next.Value[..cut]);
            next.Value = next.Value[cut..];
            if (next.Value.Length == 0)
                chunks.RemoveFirst();
        }
        else if (line.Count == 0)
        {
            line.Add(next.Value);
            chunks.RemoveFirst();
        }
        return line;
    }

    /// <summary>A long word breaks after a hyphen in it, where it has one.</summary>
    private int CutAt(string word, int space)
    {
        var end = CodePoints.Offset(new StringValue(word), space);
        if (!breaksOnHyphens || Length(word) <= space)
            return end;
        var hyphen = word.LastIndexOf('-', end - 1);
        return hyphen > 0 && word.AsSpan(0, hyphen).ContainsAnyExcept('-') ? hyphen + 1 : end;
    }

    private List<string> Chunks(string text)
    {
        var chunks = new List<string>();
        var start = 0;
        for (var i = 1; i <= text.Length; i++)
        {
            if (i < text.Length && !Breaks(text, start, i))
                continue;
            chunks.Add(text[start..i]);
            start = i;
        }
        return text.Length == 0 ? [] : chunks;
    }

    private bool Breaks(string text, int start, int at)
    {
        if (IsSpace(text[at]) != IsSpace(text[at - 1]))
            return true;
        if (!breaksOnHyphens || IsSpace(text[at]))
            return false;
        var word = text.AsSpan(start, at - start);
        return text[at - 1] == '-' && word.Length > 2 && char.IsLetter(text[at - 2])
            && (char.IsLetterOrDigit(text[at - 3]) || text[at - 3] == '_')
            && at + 1 < text.Length && char.IsLetter(text[at]) && (char.IsLetterOrDigit(text[at + 1]) || text[at + 1] == '_');
    }

    private static int Length(string text) => CodePoints.Count(text);

    private static bool IsSpace(string text) => text.Length > 0 && IsSpace(text[0]);

    private static bool IsSpace(char character) => character is ' ' or '\t' or '\n' or '\r' or '\v' or '\f';
}
