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

    private static readonly SearchValues<char> WordEnds = SearchValues.Create(",]})\r\n");

    private readonly QuotedText _quoted = new(text);
    private readonly Stack<char> _closers = new();

    /// <summary>What comes before the next value: commas, a name and white space, held back until there is a value.</summary>
    private readonly StringBuilder _lead = new();

    private string? _quote;
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
                foreach (var pause in QuoteAhead())
                    yield return pause;
                BeginValue();
                if (_quote is not { } quote)
                {
                    foreach (var pause in Word())
                        yield return pause;
                }
                else
                {
                    output.Append('"');
                    _inString = true;
                    foreach (var pause in _quoted.Read(quote, output))
                        yield return pause;
                    IsCut = _quoted.IsCut;
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
            foreach (var pause in _quoted.Read(quote, name))
                yield return pause;
            IsCut = _quoted.IsCut;
        }
        else
        {
            foreach (var pause in BareName(name))
                yield return pause;
        }

        while (!IsDamaged && !IsCut)
        {
            foreach (var pause in NextCharacter())
                yield return pause;
            if (!text.TryPeek(out var next))
                yield break;
            if (next != Assign && !char.IsWhiteSpace(next))
            {
                IsDamaged = true;
                yield break;
            }
            text.Skip(1);
            if (next != Assign)
                continue;
            _lead.Append('"').Append(name).Append(Assign == ':' && syntax.Quote.Length == 0 ? "\":" : "\": ");
            _awaitsValue = true;
            yield break;
        }
    }

    /// <summary>Reads a name without quotes, up to where its value is assigned.</summary>
    private IEnumerable<Pause> BareName(StringBuilder name)
    {
        while (!IsDamaged)
        {
            foreach (var pause in NextCharacter())
                yield return pause;
            if (!text.TryPeek(out var next) || next == Assign)
                break;
            IsDamaged = next is ',' or '{' or '}' or '[' or ']' or '(' or ')' or '"';
            if (IsDamaged)
                break;
            name.AppendEscaped([next]);
            text.Skip(1);
        }
        while (name.Length > 0 && char.IsWhiteSpace(name[^1]))
            name.Length--;
    }

    /// <summary>Waits for a character; the text is cut off where none comes.</summary>
    private IEnumerable<Pause> NextCharacter()
    {
        while (!text.TryPeek(out _))
        {
            if (text.IsComplete)
            {
                IsCut = true;
                yield break;
            }
            yield return default;
        }
    }

    /// <summary>Only the arguments themselves are assigned in the format's own way; what they hold is JSON or nearly.</summary>
    private char Assign => _closers.Count == 1 ? syntax.Assign : ':';

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

    private enum Expect
    {
        Value,
        ValueOrEnd,
        NameOrEnd,
        Separator,
    }
}
