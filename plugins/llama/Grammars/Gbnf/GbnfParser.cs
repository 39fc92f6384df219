using System.Globalization;
using System.Text;

namespace LocalAI.Plugins.Llama.Grammars.Gbnf;

/// <summary>
/// Reads GBNF as llama.cpp does: a rule a line, alternatives with <c>|</c>, groups, <c>* + ? {m,n}</c>, <c>"text"</c>, <c>[sets]</c>,
/// <c>.</c>, <c>&lt;token&gt;</c>, <c>&lt;[id]&gt;</c>, <c>!&lt;token&gt;</c>, and comments from <c>#</c> on. llama.cpp's own reader
/// overruns its stack or never returns for some texts, writes whole grammars to stderr, and does not tell what is wrong.
/// </summary>
internal sealed class GbnfParser
{
    /// <summary>The longest text, in characters; the most steps of all rules together; and the deepest group.</summary>
    private const int LongestText = 1 << 20;
    private const int MostElements = 1 << 20;
    private const int DeepestGroup = 256;

    /// <summary>What a rule counts as, for the memory it needs beside its steps.</summary>
    private const int RuleCost = 8;

    private readonly string _text;
    private readonly Func<string, int?> _tokenOf;
    private readonly List<GbnfRule> _rules = [];
    private readonly Dictionary<string, int> _numbers = [];
    private readonly List<GbnfSet> _sets = [GbnfSet.Any];
    private int _at;
    private int _depth;
    private long _size;

    private GbnfParser(string text, Func<string, int?> tokenOf) => (_text, _tokenOf) = (text, tokenOf);

    /// <summary>The character that comes next; NUL at the end.</summary>
    private char Next => _at < _text.Length ? _text[_at] : '\0';

    /// <param name="text">The grammar.</param>
    /// <param name="root">The rule that the whole text has to match.</param>
    /// <param name="tokenOf">The token that a text is, null where it is none or several.</param>
    /// <exception cref="Abstractions.EngineException">It cannot be read or not be followed.</exception>
    public static GbnfRules Parse(string text, string root, Func<string, int?> tokenOf)
    {
        if (text.Length > LongestText)
            throw GbnfFault.Of($"has {text.Length} characters; give one of at most {LongestText}");
        var parser = new GbnfParser(text, tokenOf);
        parser.SkipSpace(overLines: true);
        while (parser._at < text.Length)
            parser.ReadRule();
        return parser.Finish(root);
    }

    private void ReadRule()
    {
        var rule = Number(ReadName("a rule's name"));
        SkipSpace(overLines: false);
        if (!_text.AsSpan(_at).StartsWith("::="))
        {
            throw Fault(_at, $"{Found()} instead of ::=",
                "write each rule as name ::= …, and go on in the next line only behind | or in ( )");
        }
        _at += 3;
        SkipSpace(overLines: true);
        ReadAlternatives(rule, isGroup: false);
        if (Next is not ('\r' or '\n') && _at < _text.Length)
            throw Fault(_at, $"{Found()} where a rule goes on or ends", "begin the next rule on a new line, and put quotes around text");
        SkipSpace(overLines: true);
    }

    private void ReadAlternatives(int rule, bool isGroup)
    {
        var body = new List<GbnfElement>();
        ReadSequence(_rules[rule].Name, body, isGroup);
        while (Next == '|')
        {
            _at++;
            body.Add(new(GbnfKind.NextAlternative));
            SkipSpace(overLines: true);
            ReadSequence(_rules[rule].Name, body, isGroup);
        }
        Define(rule, body);
    }

    private void ReadSequence(string name, List<GbnfElement> body, bool isGroup)
    {
        int? symbol = null;
        while (true)
        {
            var (start, place) = (body.Count, _at);
            switch (Next)
            {
                case '"':
                    ReadText(body);
                    break;
                case '[':
                    body.Add(new(GbnfKind.Set, ReadSet()));
                    break;
                case '.':
                    _at++;
                    body.Add(new(GbnfKind.Set));
                    break;
                case '<' or '!':
                    body.Add(ReadToken());
                    break;
                case '(':
                    body.Add(new(GbnfKind.Rule, ReadGroup(name)));
                    break;
                case '*' or '+' or '?' or '{':
                    var (least, most) = ReadTimes();
                    start = symbol ?? throw Fault(place, "a repetition of nothing", "write what repeats in front of it");
                    Repeat(name, body, start, least, most, place);
                    break;
                case var character when IsNameCharacter(character):
                    body.Add(new(GbnfKind.Rule, Number(ReadName("a rule's name"))));
                    break;
                default:
                    return;
            }
            symbol = start;
            SkipSpace(overLines: isGroup);
        }
    }

    private void ReadText(List<GbnfElement> body)
    {
        var start = _at++;
        while (Next != '"')
            body.Add(new(GbnfKind.Character, ReadCharacter(start, "a text")));
        _at++;
    }

    private int ReadSet()
    {
        var start = _at++;
        var isNegated = Next == '^';
        if (isNegated)
            _at++;
        var ranges = new List<(int First, int Last)>();
        while (Next != ']')
        {
            var place = _at;
            var first = ReadCharacter(start, "a set");
            var last = first;
            if (Next == '-' && _at + 1 < _text.Length && _text[_at + 1] != ']')
            {
                _at++;
                last = ReadCharacter(start, "a set");
            }
            if (last < first)
                throw Fault(place, $"the range {_text[place.._at]}, which ends before it begins,", "turn it round");
            ranges.Add((first, last));
        }
        _at++;
        if (ranges.Count == 0)
            throw Fault(start, "an empty set", "name the characters in it, or write . for any");
        _sets.Add(GbnfSet.Of(ranges, isNegated));
        return _sets.Count - 1;
    }

    private int ReadCharacter(int start, string within)
    {
        if (_at >= _text.Length)
            throw Fault(start, $"{within} that does not end", $"close it with {(within == "a set" ? ']' : '"')}");
        if (Next != '\\')
        {
            var rune = Rune.GetRuneAt(_text, _at);
            _at += rune.Utf16SequenceLength;
            return rune.Value;
        }
        var place = _at;
        _at += 2;
        switch (place + 1 < _text.Length ? _text[place + 1] : '\0')
        {
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'x':
                return ReadHexadecimal(place, 2);
            case 'u':
                return ReadHexadecimal(place, 4);
            case 'U':
                return ReadHexadecimal(place, 8);
            case var character and ('\\' or '"' or '[' or ']' or '-'):
                return character;
            default:
                throw Fault(place, "an unknown escape", "use \\n \\r \\t \\\\ \\\" \\[ \\] \\- \\xHH \\uHHHH or \\UHHHHHHHH");
        }
    }

    private int ReadHexadecimal(int place, int digits)
    {
        var end = Math.Min(_at + digits, _text.Length);
        if (end - _at < digits
            || !uint.TryParse(_text.AsSpan(_at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
        {
            throw Fault(place, $"an escape without its {digits} hexadecimal digits", "write them all, such as \\x0A");
        }
        _at = end;
        // A range may well end beyond the last character.
        return (int)Math.Min(value, int.MaxValue);
    }

    private GbnfElement ReadToken()
    {
        var place = _at;
        var kind = GbnfKind.Token;
        if (Next == '!')
        {
            _at++;
            kind = GbnfKind.OtherToken;
        }
        var end = Next == '<' ? _text.IndexOf('>', _at) : -1;
        if (end < 0)
            throw Fault(place, "a token that does not end", "write it as <name> or <[id]>");
        var token = _text[_at..(end + 1)];
        _at = end + 1;
        var id = token is ['<', '[', .. var digits, ']', '>']
            ? int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null
            : _tokenOf(token);
        return new GbnfElement(kind, id ?? throw Fault(
            place, $"{(token.Length <= 64 ? token : "a text in < >")}, which is no single token of this model,", "put text in quotes"));
    }

    private int ReadGroup(string name)
    {
        var start = _at++;
        if (++_depth > DeepestGroup)
            throw Fault(start, $"groups nested deeper than {DeepestGroup}", "give inner ones rules of their own");
        SkipSpace(overLines: true);
        var rule = Add(name, start);
        ReadAlternatives(rule, isGroup: true);
        if (Next != ')')
            throw _at < _text.Length
                ? Fault(_at, $"{Found()} within a group", "close the group with ), or put quotes around text")
                : Fault(start, "a group that does not end", "close it with )");
        _at++;
        _depth--;
        return rule;
    }

    private (long Least, long? Most) ReadTimes()
    {
        var start = _at++;
        if (_text[start] != '{')
            return _text[start] switch { '*' => (0, null), '+' => (1, null), _ => (0, 1) };

        SkipSpace(overLines: true);
        var least = ReadCount();
        long? most = least;
        if (Next == ',')
        {
            _at++;
            SkipSpace(overLines: true);
            most = Next == '}' ? null : ReadCount();
        }
        if (Next != '}')
            throw Fault(start, "a repetition that does not end", "write it as {3}, {3,} or {3,5}");
        _at++;
        return least <= (most ?? long.MaxValue)
            ? (least, most)
            : throw Fault(start, $"a repetition of {least} to {most} times", "put the smaller number first");
    }

    private long ReadCount()
    {
        var start = _at;
        while (char.IsAsciiDigit(Next))
            _at++;
        var digits = _text.AsSpan(start, _at - start);
        SkipSpace(overLines: true);
        if (digits.IsEmpty)
            throw Fault(start, "a repetition without a number", "write it as {3}, {3,} or {3,5}");
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : long.MaxValue;
    }

    /// <summary>Spells out a repetition: <c>x{2,4}</c> is x x a, where a is x b or nothing, and b is x or nothing.</summary>
    private void Repeat(string name, List<GbnfElement> body, int start, long least, long? most, int place)
    {
        GbnfElement[] item = [.. body[start..]];
        body.RemoveRange(start, item.Length);
        if (item.Length == 0)
            return;
        var optional = most - least ?? 1;
        if (Math.Max(least, optional) > MostElements
            || _size + body.Count + (item.Length * least) + ((item.Length + 3 + RuleCost) * optional) > MostElements)
        {
            throw Fault(place, "a repetition that makes it too large", $"repeat less: all rules spelled out may have {MostElements} steps");
        }

        for (var count = 0L; count < least; count++)
            body.AddRange(item);
        int? further = null;
        for (var count = 0L; count < optional; count++)
        {
            var rule = Add(name, place);
            var next = most is null ? rule : further;
            Define(rule, [.. item, .. next is { } known ? [new(GbnfKind.Rule, known)] : (GbnfElement[])[], new(GbnfKind.NextAlternative)]);
            further = rule;
        }
        if (further is { } first)
            body.Add(new(GbnfKind.Rule, first));
    }

    private int Number(string name)
    {
        if (!_numbers.TryGetValue(name, out var number))
            _numbers[name] = number = Add(name, _at - name.Length);
        return number;
    }

    private int Add(string name, int place)
    {
        _rules.Add(new GbnfRule(name, place));
        return _rules.Count - 1;
    }

    private void Define(int rule, List<GbnfElement> body)
    {
        body.Add(new(GbnfKind.End));
        _size += body.Count + RuleCost;
        if (_size > MostElements)
            throw GbnfFault.Of($"is too large: spelled out, its rules have more than {MostElements} steps; give a smaller one");
        _rules[rule].Body = [.. body];
    }

    private GbnfRules Finish(string root)
    {
        if (_rules.Find(rule => rule.Body is null) is { } missing)
            throw Fault(missing.Place, $"the rule {missing.Name}, which is not there,", $"add a line {missing.Name} ::= …");
        if (!_numbers.TryGetValue(root, out var number))
            throw GbnfFault.Of($"has no rule {root}; add one such as {root} ::= \"yes\" | \"no\"");

        var elements = new List<GbnfElement>();
        var alternatives = new List<int[]>(_rules.Count);
        foreach (var rule in _rules)
        {
            var starts = new List<int> { elements.Count };
            foreach (var element in rule.Body!)
            {
                elements.Add(element);
                if (element.Kind == GbnfKind.NextAlternative)
                    starts.Add(elements.Count);
            }
            alternatives.Add([.. starts]);
        }
        var rules = new GbnfRules([.. elements], [.. _sets], [.. alternatives], number);
        if (LeftRecursion.Find(rules) is { } recursive)
        {
            throw Fault(_rules[recursive].Place, $"the rule {_rules[recursive].Name}, which begins with itself,",
                "move the repeated part behind what it repeats, or write it with *");
        }
        return rules;
    }

    private string ReadName(string what)
    {
        var start = _at;
        while (IsNameCharacter(Next))
            _at++;
        return _at > start
            ? _text[start.._at]
            : throw Fault(start, $"{Found()} instead of {what}", "use the letters a-z, digits and -");
    }

    private void SkipSpace(bool overLines)
    {
        while (_at < _text.Length && (Next is ' ' or '\t' or '#' || (overLines && Next is '\r' or '\n')))
        {
            if (Next != '#')
            {
                _at++;
                continue;
            }
            var end = _text.AsSpan(_at).IndexOfAny('\r', '\n');
            _at = end < 0 ? _text.Length : _at + end;
        }
    }

    private static bool IsNameCharacter(char character) => char.IsAsciiLetterOrDigit(character) || character == '-';

    private string Found() => _at >= _text.Length ? "its end" : Next switch
    {
        '\r' or '\n' => "the end of the line",
        < ' ' or '\x7F' => $"the character U+{(int)Next:X4}",
        _ => Rune.GetRuneAt(_text, _at).ToString(),
    };

    private Abstractions.EngineException Fault(int place, string fault, string advice) => GbnfFault.At(_text, place, fault, advice);
}
