using System.Globalization;

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
        var chunks = new Stack<Chunk>(Chunks(text).Reverse<string>().Select(chunk => new Chunk(chunk, 0, CodePoints.Count(chunk))));
        while (chunks.TryPeek(out var first))
        {
            if (IsBlank(first.Text.AsSpan(first.Start)) && lines.Count > 0)
                chunks.Pop();
            var line = TakeLine(chunks);
            if (line.Count > 0 && IsBlank(line[^1]))
                line.RemoveAt(line.Count - 1);
            if (line.Count > 0)
                lines.Add(string.Concat(line));
        }
        return lines;
    }

    private List<string> TakeLine(Stack<Chunk> chunks)
    {
        var line = new List<string>();
        var length = 0;
        while (chunks.TryPeek(out var first) && length + first.Length <= width)
        {
            line.Add(first.Rest);
            length += first.Length;
            chunks.Pop();
        }
        if (!chunks.TryPeek(out var next) || next.Length <= width)
            return line;
        if (breaksLongWords)
        {
            chunks.Pop();
            var cut = CutAt(next, width - length);
            line.Add(next.Text[next.Start..cut.Start]);
            if (cut.Length > 0)
                chunks.Push(cut);
        }
        else if (line.Count == 0)
        {
            line.Add(next.Rest);
            chunks.Pop();
        }
        return line;
    }

    /// <summary>What is left of a long word after a line with room for some of it; it breaks after a hyphen, where it has one.</summary>
    private Chunk CutAt(Chunk word, int space)
    {
        var end = word.Start;
        var length = 0;
        for (; length < space; length++)
            end += CodePoints.IsPair(word.Text, end) ? 2 : 1;
        if (!breaksOnHyphens || length == 0)
            return new Chunk(word.Text, end, word.Length - length);
        var hyphen = word.Text.LastIndexOf('-', end - 1, end - word.Start);
        return hyphen > word.Start && word.Text.AsSpan(word.Start, hyphen - word.Start).ContainsAnyExcept('-')
            ? new Chunk(word.Text, hyphen + 1, word.Length - CodePoints.Count(word.Text[word.Start..(hyphen + 1)]))
            : new Chunk(word.Text, end, word.Length - length);
    }

    private List<string> Chunks(string text)
    {
        var chunks = new List<string>();
        for (var start = 0; start < text.Length;)
        {
            var end = IsSpace(text[start]) ? EndOf(text, start, IsSpace) : EndOfChunk(text, start);
            chunks.Add(text[start..end]);
            start = end;
        }
        return chunks;
    }

    private int EndOfChunk(string text, int start)
    {
        if (breaksOnHyphens && IsDash(text, start))
            return EndOf(text, start, IsHyphen);
        for (var at = start + 1; at < text.Length; at++)
        {
            if (IsSpace(text[at]))
                return at;
            if (!breaksOnHyphens || text[at] != '-')
                continue;
            if (JoinsWords(text, at))
                return at + 1;
            if (IsDash(text, at))
                return at;
        }
        return text.Length;
    }

    /// <summary>Two hyphens or more between words.</summary>
    private static bool IsDash(string text, int at)
    {
        if (at == 0 || !IsWordOrMark(text[at - 1]) || text[at] != '-')
            return false;
        var end = EndOf(text, at, IsHyphen);
        return end >= at + 2 && end < text.Length && IsWord(text[end]);
    }

    /// <summary>One hyphen with two letters on both sides, of which a further hyphen may split those of one.</summary>
    private static bool JoinsWords(string text, int at) =>
        ((at >= 2 && IsLetter(text[at - 2]) && IsLetter(text[at - 1]))
            || (at >= 3 && IsLetter(text[at - 3]) && text[at - 2] == '-' && IsWordOrMark(text[at - 1])))
        && at + 2 < text.Length && IsLetter(text[at + 1])
        && (IsLetter(text[at + 2]) || (text[at + 2] == '-' && at + 3 < text.Length && IsLetter(text[at + 3])));

    private static int EndOf(string text, int start, Func<char, bool> belongs)
    {
        var end = start;
        while (end < text.Length && belongs(text[end]))
            end++;
        return end;
    }

    private static bool IsBlank(ReadOnlySpan<char> text)
    {
        foreach (var character in text)
        {
            if (!Whitespace.Is(character))
                return false;
        }
        return true;
    }

    private static bool IsHyphen(char character) => character == '-';

    private static bool IsWordOrMark(char character) => IsWord(character) || character is '!' or '"' or '\'' or '&' or '.' or ',' or '?';

    private static bool IsWord(char character) => character == '_' || CharUnicodeInfo.GetUnicodeCategory(character)
        is <= UnicodeCategory.OtherLetter or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber
            or UnicodeCategory.OtherNumber;

    private static bool IsLetter(char character) => IsWord(character) && !char.IsDigit(character);

    private static bool IsSpace(char character) => character is ' ' or '\t' or '\n' or '\r' or '\v' or '\f';

    /// <summary>A word, or the space between two, from where it is not yet on a line; the length is in code points.</summary>
    private readonly record struct Chunk(string Text, int Start, int Length)
    {
        public string Rest => Text[Start..];
    }
}
