using System.Buffers;
using System.Text;
using LocalAI.Plugins.Llama.Chat.Formats;

namespace LocalAI.Plugins.Llama.Chat.Parsing;

/// <summary>
/// Reads one value and writes it as JSON while it comes. JSON stays as the model wrote it; what models write instead of it (single
/// quotes, names without quotes, None and True, commas at the end, line breaks in strings, the quotes of <see cref="LiteralSyntax"/>)
/// is written right. What was written can always be closed into valid JSON.
/// </summary>
internal sealed class LiteralReader(PendingText text, LiteralSyntax syntax, StringBuilder output)
{
    /// <summary>Deeper values are damaged: those who read the arguments have limits of their own.</summary>
    private const int DeepestValue = 60;

    /// <summary>How far after a quote that may stand within a string the reader looks for what follows a value.</summary>
    private const int Lookahead = 32;

    private static readonly SearchValues<char> WordEnds = SearchValues.Create(",]})\r\n");

    private readonly Stack<char> _closers = new();

    /// <summary>What comes before the next value: commas, a name and white space, held back until there is a value.</summary>
    private readonly StringBuilder _lead = new();

    private bool _inString;
    private bool _awaitsValue;

    /// <summary>Whether the value has begun.</summary>
    public bool HasWritten { get; private set; }

    /// <summary>Whether the text is no value; what was written is closed, and the text goes on at the damage.</summary>
    public bool IsDamaged { get; private set; }

    /// <summary>Whether the text ended within the value.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Reads up to the value's end.</summary>
    public IEnumerable<Pause> Read()
    {
        var expect = Expect.Value;
        while (true)
        {
            char next;
            while (!text.TryPeek(out next) && !text.IsComplete)
                yield return default;
            if (text.Length == 0)
            {
                IsCut = true;
                Close();
                yield break;
            }

            if (char.IsWhiteSpace(next))
            {
                _lead.Append(next is ' ' or '\n' or '\r' or '\t' ? next : ' ');
                text.Skip(1);
                continue;
            }

            var opener = _closers.Count == 0 && next == syntax.Open ? '{' : next;
            if (expect == Expect.Separator)
            {
                if (next == ',')
                {
                    text.Skip(1);
                    _lead.Append(',');
                    expect = _closers.Peek() == ']' ? Expect.ValueOrEnd : Expect.NameOrEnd;
                    continue;
                }
                if (!TryClose(next))
                {
                    Damage();
                    yield break;
                }
            }
            else if (expect != Expect.Value && _closers.Count > 0 && next == _closers.Peek())
            {
                DropComma();
                TryClose(next);
            }
            else if (expect == Expect.NameOrEnd)
            {
                foreach (var pause in Name())
                    yield return pause;
                if (IsDamaged || IsCut)
                {
                    Close();
                    yield break;
                }
                expect = Expect.Value;
                continue;
            }
            else if (opener is '{' or '[')
            {
                if (_closers.Count == DeepestValue)
                {
                    Damage();
                    yield break;
                }
                BeginValue();
                text.Skip(1);
                output.Append(opener);
                _closers.Push(opener == '[' ? ']' : next == '{' ? '}' : syntax.Close);
                expect = opener == '[' ? Expect.ValueOrEnd : Expect.NameOrEnd;
                continue;
            }
            else if (next is ']' or '}' or ')' or ',' or ':' or '=')
            {
                // A name without a value.
                if (!_awaitsValue || next is ':' or '=')
                {
                    Damage();
                    yield break;
                }
                BeginValue();
                output.Append("null");
                expect = Expect.Separator;
                continue;
            }
            else
            {
                string? quote = null;
                foreach (var pause in QuoteAhead())
                    yield return pause;
                quote = _quote;
                BeginValue();
                if (quote is null)
                {
                    foreach (var pause in Word())
                        yield return pause;
                }
                else
                {
                    output.Append('"');
                    _inString = true;
                    foreach (var pause in StringBody(quote, output))
                        yield return pause;
                    if (IsCut)
                    {
                        Close();
                        yield break;
                    }
                    _inString = false;
                    output.Append('"');
                }
            }

            if (_closers.Count == 0)
                yield break;
            expect = Expect.Separator;
        }
    }

    /// <summary>Ends what is open, so that the whole is valid JSON.</summary>
    public void Close()
    {
        if (_inString)
            output.Append('"');
        _inString = false;
        _lead.Clear();
        while (_closers.TryPop(out var closer))
            output.Append(closer == ')' ? '}' : closer);
    }

    private void Damage()
    {
        IsDamaged = true;
        Close();
    }

    private void BeginValue()
    {
        output.Append(_lead);
        _lead.Clear();
        _awaitsValue = false;
        HasWritten = true;
    }

    private bool TryClose(char next)
    {
        if (_closers.Count == 0 || next != _closers.Peek())
            return false;
        text.Skip(1);
        output.Append(_lead);
        _lead.Clear();
        output.Append(_closers.Pop() == ']' ? ']' : '}');
        return true;
    }

    private void DropComma()
    {
        var comma = _lead.ToString().IndexOf(',', StringComparison.Ordinal);
        if (comma >= 0)
            _lead.Remove(comma, 1);
    }

    private IEnumerable<Pause> Name()
    {
        var name = new StringBuilder();
        foreach (var pause in QuoteAhead())
            yield return pause;
        if (_quote is { } quote)
        {
            foreach (var pause in StringBody(quote, name))
                yield return pause;
        }
        else
        {
            while (!IsDamaged && !IsCut)
            {
                if (!text.TryPeek(out var next))
                {
                    if (text.IsComplete)
                        IsCut = true;
                    else
                        yield return default;
                }
                else if (next == Assign)
                {
                    break;
                }
                else if (next is ',' or '{' or '}' or '[' or ']' or '(' or ')' or '"')
                {
                    IsDamaged = true;
                }
                else
                {
                    name.AppendEscaped([next]);
                    text.Skip(1);
                }
            }
            while (name.Length > 0 && char.IsWhiteSpace(name[^1]))
                name.Length--;
        }

        while (!IsDamaged && !IsCut)
        {
            if (!text.TryPeek(out var next))
            {
                if (text.IsComplete)
                    IsCut = true;
                else
                    yield return default;
            }
            else if (next == Assign)
            {
                text.Skip(1);
                _lead.Append('"').Append(name).Append(Assign == ':' && syntax.Quote.Length == 0 ? "\":" : "\": ");
                _awaitsValue = true;
                yield break;
            }
            else if (char.IsWhiteSpace(next))
            {
                text.Skip(1);
            }
            else
            {
                IsDamaged = true;
            }
        }
    }

    /// <summary>Only the arguments themselves are assigned in the format's own way; what they hold is JSON or nearly.</summary>
    private char Assign => _closers.Count == 1 ? syntax.Assign : ':';

    private string? _quote;

    /// <summary>Finds which quote stands here, if any, and takes it.</summary>
    private IEnumerable<Pause> QuoteAhead()
    {
        _quote = null;
        if (syntax.Quote.Length > 0)
        {
            while (text.StartsWith(syntax.Quote) == Match.Maybe)
                yield return default;
            if (text.StartsWith(syntax.Quote) == Match.Yes)
                _quote = syntax.Quote;
        }
        if (_quote is null && text.TryPeek(out var next) && next is '"' or '\'')
            _quote = next == '"' ? "\"" : "'";
        text.Skip(_quote?.Length ?? 0);
    }

    private IEnumerable<Pause> Word()
    {
        var word = new StringBuilder();
        while (true)
        {
            var rest = text.Rest;
            var end = rest.IndexOfAny(WordEnds);
            word.Append(end < 0 ? rest : rest[..end]);
            text.Skip(end < 0 ? rest.Length : end);
            if (end >= 0)
                break;
            if (text.IsComplete)
                break;
            yield return default;
        }
        output.AppendWord(word.ToString().AsSpan().Trim());
    }

    /// <summary>Reads up to the closing quote, which is used up too.</summary>
    private IEnumerable<Pause> StringBody(string quote, StringBuilder into)
    {
        var escapes = quote.Length == 1;
        while (true)
        {
            var rest = text.Rest;
            var plain = escapes ? rest.IndexOfAny(quote[0], '\\') : rest.IndexOf(quote[0]);
            into.AppendEscaped(plain < 0 ? rest : rest[..plain]);
            text.Skip(plain < 0 ? rest.Length : plain);
            if (plain >= 0)
            {
                var step = text.StartsWith(quote) switch
                {
                    Match.No => escapes ? Escape(into) : Literally(into),
                    Match.Yes => quote == "'" ? Apostrophe(into) : Match.Yes,
                    _ => Match.Maybe,
                };
                if (step == Match.Yes)
                {
                    text.Skip(quote.Length);
                    yield break;
                }
                if (step == Match.No)
                    continue;
            }
            if (text.IsComplete)
            {
                text.Skip(text.Length);
                IsCut = true;
                yield break;
            }
            yield return default;
        }
    }

    private Match Literally(StringBuilder into)
    {
        into.AppendEscaped(text.Rest[..1]);
        text.Skip(1);
        return Match.No;
    }

    /// <summary>Takes a backslash and what it escapes; one that escapes nothing stands for itself.</summary>
    private Match Escape(StringBuilder into)
    {
        var rest = text.Rest;
        if (rest.Length < 2)
            return Match.Maybe;
        if (rest[1] == 'u')
        {
            var digits = rest[2..Math.Min(rest.Length, 6)];
            var valid = digits.IndexOfAnyExcept(HexDigits) < 0;
            if (valid && digits.Length < 4)
                return Match.Maybe;
            if (valid)
            {
                into.Append(rest[..6]);
                text.Skip(6);
                return Match.No;
            }
        }
        else if (rest[1] is '"' or '\\' or '/' or 'b' or 'f' or 'n' or 'r' or 't')
        {
            into.Append(rest[..2]);
            text.Skip(2);
            return Match.No;
        }
        else if (rest[1] == '\'')
        {
            into.Append('\'');
            text.Skip(2);
            return Match.No;
        }
        return Literally(into);
    }

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    /// <summary>An apostrophe ends a string where something follows that may follow a value.</summary>
    private Match Apostrophe(StringBuilder into)
    {
        var after = text.Rest[1..];
        var near = after[..Math.Min(after.Length, Lookahead)].TrimStart();
        if (!near.IsEmpty)
            return near[0] is ',' or ')' or ']' or '}' or ':' ? Match.Yes : Literally(into);
        if (after.Length >= Lookahead)
            return Literally(into);
        return text.IsComplete ? Match.Yes : Match.Maybe;
    }

    private enum Expect
    {
        Value,
        ValueOrEnd,
        NameOrEnd,
        Separator,
    }
}
