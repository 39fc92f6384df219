using System.Globalization;
using System.Text;

namespace LocalAI.Plugins.Llama.Grammars.Languages;

/// <summary>
/// Reads regular expressions as ECMA-262 writes them, in Unicode mode, as far as they describe regular languages: no look-around, no
/// back-references, no word boundaries, no Unicode properties.
/// </summary>
internal sealed class RegexParser
{
    private const int LongestPattern = 4096;
    private const int DeepestGroup = 64;
    private const int MostRepeats = 1000;

    private static readonly CharacterSet Digits = CharacterSet.Range('0', '9');
    private static readonly CharacterSet Words = Digits.Union(CharacterSet.Range('a', 'z')).Union(CharacterSet.Range('A', 'Z'))
        .Union(CharacterSet.Of('_'));
    private static readonly CharacterSet Spaces = CharacterSet.Of(
        "\t\n\v\f\r \u00A0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u2028\u2029\u202F\u205F\u3000\uFEFF");
    private static readonly CharacterSet LineEnds = CharacterSet.Of("\n\r\u2028\u2029");

    private readonly int[] _pattern;
    private int _at;
    private int _depth;

    private RegexParser(string pattern) => _pattern = [.. pattern.EnumerateRunes().Select(rune => rune.Value)];

    /// <exception cref="RegexException">The expression is wrong, too long or not supported.</exception>
    public static RegexNode Parse(string pattern)
    {
        if (pattern.Length > LongestPattern)
            throw new RegexException($"has {pattern.Length} characters, and at most {LongestPattern} are read", isUnsupported: false);
        var parser = new RegexParser(pattern);
        var node = parser.Choice();
        return parser._at == parser._pattern.Length ? node : throw Wrong("has a ) that closes nothing");
    }

    private bool IsAtEnd => _at >= _pattern.Length;

    private int Next => IsAtEnd ? -1 : _pattern[_at];

    private RegexNode Choice()
    {
        if (++_depth > DeepestGroup)
            throw new RegexException($"nests groups deeper than {DeepestGroup}", isUnsupported: false);
        var alternatives = new List<RegexNode> { Sequence() };
        while (Take('|'))
            alternatives.Add(Sequence());
        _depth--;
        return alternatives.Count == 1 ? alternatives[0] : new RegexNode.Choice(alternatives);
    }

    private RegexNode.Sequence Sequence()
    {
        var parts = new List<RegexNode>();
        while (!IsAtEnd && Next is not ('|' or ')'))
            parts.Add(Quantified(Term()));
        return new RegexNode.Sequence(parts);
    }

    private RegexNode Term()
    {
        var character = _pattern[_at++];
        switch (character)
        {
            case '^':
                return new RegexNode.AtStart();
            case '$':
                return new RegexNode.AtEnd();
            case '.':
                return new RegexNode.Characters(LineEnds.Complement());
            case '[':
                return new RegexNode.Characters(Class());
            case '(':
                return Group();
            case '\\':
                return new RegexNode.Characters(Escape(isInClass: false));
            case '*' or '+' or '?':
                throw Wrong($"repeats nothing with {(char)character}");
            default:
                return new RegexNode.Characters(CharacterSet.Of(character));
        }
    }

    private RegexNode Group()
    {
        if (Take('?') && !Take(':'))
        {
            if (!Take('<') || Next is '=' or '!')
                throw Unsupported("looks around or sets flags");
            while (!IsAtEnd && Next != '>')
                _at++;
            if (!Take('>'))
                throw Wrong("has a group name without its >");
        }
        var node = Choice();
        return Take(')') ? node : throw Wrong("has a ( without its )");
    }

    private RegexNode Quantified(RegexNode term)
    {
        var (least, most) = (1, (int?)1);
        if (Take('*'))
            (least, most) = (0, null);
        else if (Take('+'))
            (least, most) = (1, null);
        else if (Take('?'))
            (least, most) = (0, 1);
        else if (Next != '{' || !Braces(out least, out most))
            return term;
        // A lazy quantifier finds the same texts.
        Take('?');
        if (Next is '*' or '+' or '?')
            throw Wrong($"repeats a repetition with {(char)Next}");
        return new RegexNode.Repeat(term, least, most);
    }

    /// <summary>Reads {n}, {n,} or {n,m}; other braces stand for themselves.</summary>
    private bool Braces(out int least, out int? most)
    {
        (least, most) = (1, 1);
        var start = _at++;
        if (Number() is not { } from)
        {
            _at = start;
            return false;
        }
        int? to = from;
        if (Take(','))
            to = Number();
        if (!Take('}'))
        {
            _at = start;
            return false;
        }
        if (to < from)
            throw Wrong($"has the repetition {{{from},{to}}} in the wrong order");
        (least, most) = (from, to);
        return true;
    }

    private int? Number()
    {
        var start = _at;
        var number = 0;
        while (Next is >= '0' and <= '9')
        {
            number = number * 10 + _pattern[_at++] - '0';
            if (number > MostRepeats)
                throw new RegexException($"repeats more than {MostRepeats} times", isUnsupported: false);
        }
        return _at > start ? number : null;
    }

    private CharacterSet Class()
    {
        var isNegated = Take('^');
        var set = CharacterSet.None;
        while (!Take(']'))
        {
            var first = Member();
            if (Next == '-' && _at + 1 < _pattern.Length && _pattern[_at + 1] != ']')
            {
                _at++;
                var last = Member();
                if (first.Ranges is not [var (low, lowEnd)] || last.Ranges is not [var (high, highEnd)] || low != lowEnd || high != highEnd)
                    set = set.Union(first).Union(last).Union(CharacterSet.Of('-'));
                else if (low > high)
                    throw Wrong($"has the range {new Rune(low)}-{new Rune(high)} in the wrong order");
                else
                    set = set.Union(CharacterSet.Range(low, high));
            }
            else
                set = set.Union(first);
        }
        return isNegated ? set.Complement() : set;
    }

    private CharacterSet Member()
    {
        if (IsAtEnd)
            throw Wrong("has a [ without its ]");
        var character = _pattern[_at++];
        return character == '\\' ? Escape(isInClass: true) : CharacterSet.Of(character);
    }

    private CharacterSet Escape(bool isInClass)
    {
        if (IsAtEnd)
            throw Wrong("ends with a backslash");
        var character = _pattern[_at++];
        return character switch
        {
            'd' => Digits,
            'D' => Digits.Complement(),
            'w' => Words,
            'W' => Words.Complement(),
            's' => Spaces,
            'S' => Spaces.Complement(),
            'n' => CharacterSet.Of('\n'),
            'r' => CharacterSet.Of('\r'),
            't' => CharacterSet.Of('\t'),
            'v' => CharacterSet.Of('\v'),
            'f' => CharacterSet.Of('\f'),
            'b' when isInClass => CharacterSet.Of('\b'),
            '0' when Next is not (>= '0' and <= '9') => CharacterSet.Of(0),
            'x' => CharacterSet.Of(Hexadecimal(2)),
            'u' => CharacterSet.Of(Take('{') ? Braced() : Unit()),
            'c' when Next is >= 'a' and <= 'z' or >= 'A' and <= 'Z' => CharacterSet.Of(_pattern[_at++] % 32),
            'b' or 'B' => throw Unsupported("asks for a word boundary"),
            'p' or 'P' => throw Unsupported("asks for a Unicode property"),
            'k' or >= '1' and <= '9' => throw Unsupported("refers back to a group"),
            >= 'a' and <= 'z' or >= 'A' and <= 'Z' or '0' => throw Wrong($"has the unknown escape \\{(char)character}"),
            _ => CharacterSet.Of(character),
        };
    }

    /// <summary>\uHHHH, or two of them for a character beyond the first 65536.</summary>
    private int Unit()
    {
        var unit = Hexadecimal(4);
        if (!char.IsHighSurrogate((char)unit) || Next != '\\' || _at + 1 >= _pattern.Length || _pattern[_at + 1] != 'u')
            return unit;
        _at += 2;
        var low = Hexadecimal(4);
        return char.IsLowSurrogate((char)low) ? char.ConvertToUtf32((char)unit, (char)low) : throw Wrong("has half a surrogate pair");
    }

    private int Braced()
    {
        var length = Array.IndexOf(_pattern, '}', _at) - _at;
        if (length is < 1 or > 6)
            throw Wrong("has a \\u{ without its }");
        var codePoint = Hexadecimal(length);
        _at++;
        return codePoint <= 0x10FFFF ? codePoint : throw Wrong("has a \\u{} beyond 10FFFF");
    }

    private int Hexadecimal(int length)
    {
        var digits = string.Concat(_pattern.Skip(_at).Take(length).Select(c => new Rune(c).ToString()));
        if (digits.Length < length || !digits.All(char.IsAsciiHexDigit))
            throw Wrong($"has an escape without its {length} hexadecimal digits");
        _at += length;
        return int.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }

    private bool Take(char character)
    {
        if (Next != character)
            return false;
        _at++;
        return true;
    }

    private static RegexException Wrong(string what) => new(what, isUnsupported: false);

    private static RegexException Unsupported(string what) => new(what, isUnsupported: true);
}
