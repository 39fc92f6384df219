using System.Globalization;
using System.Text;
using LocalAI.Plugins.Abstractions;

namespace LocalAI.Plugins.Llama.Grammars.Gbnf;

/// <summary>The text of a grammar and how far it is read.</summary>
internal sealed class GbnfText(string text)
{
    /// <summary>Where the next character is.</summary>
    public int At { get; set; }

    public bool IsAtEnd => At >= text.Length;

    /// <summary>The character that comes next; NUL at the end.</summary>
    public char Next => At < text.Length ? text[At] : '\0';

    /// <summary>The character behind the next one; NUL at the end.</summary>
    public char Following => At + 1 < text.Length ? text[At + 1] : '\0';

    /// <summary>Goes on behind a character if it comes next.</summary>
    public bool Skip(char character)
    {
        if (IsAtEnd || text[At] != character)
            return false;
        At++;
        return true;
    }

    /// <summary>Goes on behind a text if it comes next.</summary>
    public bool Skip(string expected)
    {
        if (!text.AsSpan(At).StartsWith(expected))
            return false;
        At += expected.Length;
        return true;
    }

    /// <summary>Goes on behind white space and comments.</summary>
    public void SkipSpace(bool overLines)
    {
        while (Next is ' ' or '\t' or '#' || (overLines && Next is '\r' or '\n'))
        {
            if (Next != '#')
            {
                At++;
                continue;
            }
            var end = text.AsSpan(At).IndexOfAny('\r', '\n');
            At = end < 0 ? text.Length : At + end;
        }
    }

    /// <summary>What stands from a place up to here.</summary>
    public string Since(int start) => text[start..At];

    /// <summary>Reads up to and with a character.</summary>
    /// <returns>Null when it does not come.</returns>
    public string? ReadThrough(char last)
    {
        var (start, end) = (At, text.IndexOf(last, At));
        if (end < 0)
            return null;
        At = end + 1;
        return Since(start);
    }

    /// <summary>Reads the name of a rule.</summary>
    public string ReadName()
    {
        var start = At;
        while (IsNameCharacter(Next))
            At++;
        return At > start ? Since(start) : throw Fault(start, $"{Found()} instead of a rule's name", "use the letters a-z, digits and -");
    }

    public static bool IsNameCharacter(char character) => char.IsAsciiLetterOrDigit(character) || character == '-';

    /// <summary>Reads a number and the white space behind it.</summary>
    /// <returns>The greatest long for one that is greater still.</returns>
    public long ReadCount()
    {
        var start = At;
        while (char.IsAsciiDigit(Next))
            At++;
        var digits = text.AsSpan(start, At - start);
        SkipSpace(overLines: true);
        if (digits.IsEmpty)
            throw Fault(start, "a repetition without a number", "write it as {3}, {3,} or {3,5}");
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : long.MaxValue;
    }

    /// <summary>Reads a code point, or an escape for one.</summary>
    /// <param name="start">Where the text or the set begins that it stands in.</param>
    /// <param name="within">"a text" or "a set".</param>
    public int ReadCharacter(int start, string within)
    {
        if (IsAtEnd)
            throw Fault(start, $"{within} that does not end", $"close it with {(within == "a set" ? ']' : '"')}");
        if (Next != '\\')
        {
            var rune = Rune.GetRuneAt(text, At);
            At += rune.Utf16SequenceLength;
            return rune.Value;
        }
        var (place, escaped) = (At, Following);
        At += 2;
        return escaped switch
        {
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'x' => ReadHexadecimal(place, 2),
            'u' => ReadHexadecimal(place, 4),
            'U' => ReadHexadecimal(place, 8),
            '\\' or '"' or '[' or ']' or '-' => escaped,
            _ => throw Fault(place, "an unknown escape", "use \\n \\r \\t \\\\ \\\" \\[ \\] \\- \\xHH \\uHHHH or \\UHHHHHHHH"),
        };
    }

    private int ReadHexadecimal(int place, int digits)
    {
        var end = Math.Min(At + digits, text.Length);
        if (end - At < digits
            || !uint.TryParse(text.AsSpan(At, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
        {
            throw Fault(place, $"an escape without its {digits} hexadecimal digits", "write them all, such as \\x0A");
        }
        At = end;
        // A range may well end beyond the last character.
        return (int)Math.Min(value, int.MaxValue);
    }

    /// <summary>What comes next, for messages.</summary>
    public string Found() => IsAtEnd ? "its end" : Next switch
    {
        '\r' or '\n' => "the end of the line",
        < ' ' or '\x7F' => $"the character U+{(int)Next:X4}",
        _ => Rune.GetRuneAt(text, At).ToString(),
    };

    /// <summary>A fault at a place; see <see cref="GbnfFault.At"/>.</summary>
    public EngineException Fault(int place, string fault, string advice) => GbnfFault.At(text, place, fault, advice);
}
