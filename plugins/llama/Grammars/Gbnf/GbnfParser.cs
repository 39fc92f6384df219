using System.Globalization;

namespace LocalAI.Plugins.Llama.Grammars.Gbnf;

/// <summary>
/// Reads GBNF as llama.cpp does: a rule a line, alternatives with <c>|</c>, groups, <c>* + ? {m,n}</c>, <c>"text"</c>, <c>[sets]</c>,
/// <c>.</c>, <c>&lt;token&gt;</c>, <c>&lt;[id]&gt;</c>, <c>!&lt;token&gt;</c>, and comments from <c>#</c> on. llama.cpp's own reader
/// overruns its stack or never returns for some texts, writes whole grammars to stderr, and does not tell what is wrong.
/// </summary>
internal sealed class GbnfParser
{
    /// <summary>The longest text, in characters, and the deepest group.</summary>
    private const int LongestText = 1 << 20;
    private const int DeepestGroup = 256;

    private readonly GbnfText _text;
    private readonly GbnfRuleList _rules;
    private readonly Func<string, int?> _tokenOf;
    private int _depth;

    private GbnfParser(string text, Func<string, int?> tokenOf)
    {
        _text = new GbnfText(text);
        _rules = new GbnfRuleList(_text);
        _tokenOf = tokenOf;
    }

    /// <param name="text">The grammar.</param>
    /// <param name="root">The rule that the whole text has to match.</param>
    /// <param name="tokenOf">The token that a text is, null where it is none or several.</param>
    /// <exception cref="Abstractions.EngineException">It cannot be read or not be followed.</exception>
    public static GbnfRules Parse(string text, string root, Func<string, int?> tokenOf)
    {
        if (text.Length > LongestText)
            throw GbnfFault.Of($"has {text.Length} characters; give one of at most {LongestText}");
        var parser = new GbnfParser(text, tokenOf);
        parser._text.SkipSpace(overLines: true);
        while (!parser._text.IsAtEnd)
            parser.ReadRule();
        return parser._rules.Finish(root);
    }

    private void ReadRule()
    {
        var rule = ReadReference();
        _text.SkipSpace(overLines: false);
        if (!_text.Skip("::="))
        {
            throw _text.Fault(_text.At, $"{_text.Found()} instead of ::=",
                "write each rule as name ::= …, and go on in the next line only behind | or in ( )");
        }
        _text.SkipSpace(overLines: true);
        ReadAlternatives(rule, isGroup: false);
        if (_text.Next is not ('\r' or '\n') && !_text.IsAtEnd)
        {
            throw _text.Fault(_text.At, $"{_text.Found()} where a rule goes on or ends",
                "begin the next rule on a new line, and put quotes around text");
        }
        _text.SkipSpace(overLines: true);
    }

    /// <summary>Reads the name of a rule.</summary>
    /// <returns>The rule's number.</returns>
    private int ReadReference()
    {
        var place = _text.At;
        return _rules.Find(_text.ReadName(), place);
    }

    private void ReadAlternatives(int rule, bool isGroup)
    {
        var body = new List<GbnfElement>();
        ReadSequence(_rules.NameOf(rule), body, isGroup);
        while (_text.Skip('|'))
        {
            body.Add(new(GbnfKind.NextAlternative));
            _text.SkipSpace(overLines: true);
            ReadSequence(_rules.NameOf(rule), body, isGroup);
        }
        _rules.Define(rule, body);
    }

    private void ReadSequence(string name, List<GbnfElement> body, bool isGroup)
    {
        int? symbol = null;
        while (true)
        {
            var (start, place) = (body.Count, _text.At);
            switch (_text.Next)
            {
                case '"':
                    ReadText(body);
                    break;
                case '[':
                    body.Add(_rules.Add(ReadSet()));
                    break;
                case '.':
                    _text.At++;
                    body.Add(GbnfRuleList.Any);
                    break;
                case '<' or '!':
                    body.Add(ReadToken());
                    break;
                case '(':
                    body.Add(new(GbnfKind.Rule, ReadGroup(name)));
                    break;
                case '*' or '+' or '?' or '{':
                    var times = ReadTimes();
                    start = symbol ?? throw _text.Fault(place, "a repetition of nothing", "write what repeats in front of it");
                    _rules.Repeat(name, body, start, times, place);
                    break;
                case var character when GbnfText.IsNameCharacter(character):
                    body.Add(new(GbnfKind.Rule, ReadReference()));
                    break;
                default:
                    return;
            }
            symbol = start;
            _text.SkipSpace(overLines: isGroup);
        }
    }

    private void ReadText(List<GbnfElement> body)
    {
        var start = _text.At++;
        while (!_text.Skip('"'))
            body.Add(new(GbnfKind.Character, _text.ReadCharacter(start, "a text")));
    }

    private GbnfSet ReadSet()
    {
        var start = _text.At++;
        var isNegated = _text.Skip('^');
        var ranges = new List<(int First, int Last)>();
        while (!_text.Skip(']'))
        {
            var place = _text.At;
            var first = _text.ReadCharacter(start, "a set");
            var last = first;
            if (_text.Next == '-' && _text.Following != ']')
            {
                _text.At++;
                last = _text.ReadCharacter(start, "a set");
            }
            if (last < first)
                throw _text.Fault(place, $"the range {_text.Since(place)}, which ends before it begins,", "turn it round");
            ranges.Add((first, last));
        }
        return ranges.Count > 0
            ? GbnfSet.Of(ranges, isNegated)
            : throw _text.Fault(start, "an empty set", "name the characters in it, or write . for any");
    }

    private GbnfElement ReadToken()
    {
        var place = _text.At;
        var kind = _text.Skip('!') ? GbnfKind.OtherToken : GbnfKind.Token;
        var token = (_text.Next == '<' ? _text.ReadThrough('>') : null)
            ?? throw _text.Fault(place, "a token that does not end", "write it as <name> or <[id]>");
        var id = token is ['<', '[', .. var digits, ']', '>']
            ? int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null
            : _tokenOf(token);
        return new GbnfElement(kind, id ?? throw _text.Fault(
            place, $"{(token.Length <= 64 ? token : "a text in < >")}, which is no single token of this model,", "put text in quotes"));
    }

    private int ReadGroup(string name)
    {
        var start = _text.At++;
        if (++_depth > DeepestGroup)
            throw _text.Fault(start, $"groups nested deeper than {DeepestGroup}", "give inner ones rules of their own");
        _text.SkipSpace(overLines: true);
        var rule = _rules.Add(name, start);
        ReadAlternatives(rule, isGroup: true);
        if (!_text.Skip(')'))
        {
            throw _text.IsAtEnd
                ? _text.Fault(start, "a group that does not end", "close it with )")
                : _text.Fault(_text.At, $"{_text.Found()} within a group", "close the group with ), or put quotes around text");
        }
        _depth--;
        return rule;
    }

    private (long Least, long? Most) ReadTimes()
    {
        var start = _text.At;
        if (_text.Skip('*'))
            return (0, null);
        if (_text.Skip('+'))
            return (1, null);
        if (_text.Skip('?'))
            return (0, 1);

        _text.Skip('{');
        _text.SkipSpace(overLines: true);
        var least = _text.ReadCount();
        long? most = least;
        if (_text.Skip(','))
        {
            _text.SkipSpace(overLines: true);
            most = _text.Next == '}' ? null : _text.ReadCount();
        }
        if (!_text.Skip('}'))
            throw _text.Fault(start, "a repetition that does not end", "write it as {3}, {3,} or {3,5}");
        return least <= (most ?? long.MaxValue)
            ? (least, most)
            : throw _text.Fault(start, $"a repetition of {least} to {most} times", "put the smaller number first");
    }
}
