using System.Buffers;
using System.Globalization;

namespace LocalAI.Plugins.Jinja.Filters;

/// <summary>Writes values as Python's json.dumps does.</summary>
internal sealed class JsonText
{
    private static readonly SearchValues<char> Escaped =
        SearchValues.Create([.. Enumerable.Range(0, ' ').Select(c => (char)c), '"', '\\']);

    private readonly RenderState _state;
    private readonly TextBuffer _buffer;
    private readonly bool _asciiOnly;
    private readonly string? _indent;
    private readonly string _itemSeparator;
    private readonly string _keySeparator;
    private readonly bool _sortsKeys;
    private int _depth;

    /// <param name="state">Where it writes, and what counts.</param>
    /// <param name="asciiOnly">Whether all that is not ASCII is escaped.</param>
    /// <param name="indent">What stands before each item once for each level; null for all on one line.</param>
    /// <param name="separators">The separators of items and of keys, or null for the usual ones.</param>
    /// <param name="sortsKeys">Whether keys are sorted.</param>
    public JsonText(RenderState state, bool asciiOnly, string? indent, JinjaValue? separators, bool sortsKeys)
    {
        _state = state;
        _buffer = state.Buffer;
        _asciiOnly = asciiOnly;
        _indent = indent;
        _sortsKeys = sortsKeys;
        _itemSeparator = indent is null ? ", " : ",";
        _keySeparator = ": ";
        if (separators is null)
            return;
        var given = state.Collect(RenderState.Iterate(separators));
        if (given is not [StringValue item, StringValue key])
            throw TemplateFault.Evaluation("separators are two strings: that of items and that of keys");
        _itemSeparator = item.Text;
        _keySeparator = key.Text;
    }

    public void Append(JinjaValue value)
    {
        switch (value)
        {
            case StringValue text:
                AppendText(text.Text);
                break;
            case NoneValue:
                _buffer.Append("null");
                break;
            case BoolValue flag:
                _buffer.Append(flag.Value ? "true" : "false");
                break;
            case FloatValue number:
                _buffer.Append(Float(number.Value));
                break;
            case IntegerValue or BigIntegerValue:
                value.AppendRepr(_buffer);
                break;
            case SequenceValue sequence:
                AppendItems(sequence);
                break;
            case DictValue dict:
                AppendDict(dict);
                break;
            default:
                throw TemplateFault.Evaluation($"Object of type {value.TypeName} is not JSON serializable");
        }
    }

    private void AppendItems(SequenceValue sequence)
    {
        if (sequence.Items.Length == 0)
        {
            _buffer.Append("[]");
            return;
        }
        _buffer.Append('[');
        Enter();
        for (var i = 0; i < sequence.Items.Length; i++)
        {
            Separate(i);
            Append(sequence.Items[i]);
        }
        Leave();
        _buffer.Append(']');
    }

    private void AppendDict(DictValue dict)
    {
        if (dict.Count == 0)
        {
            _buffer.Append("{}");
            return;
        }
        _buffer.Append('{');
        Enter();
        var order = Order(dict);
        for (var i = 0; i < dict.Count; i++)
        {
            var at = order?[i] ?? i;
            Separate(i);
            AppendText(Key(dict.Keys[at]));
            _buffer.Append(_keySeparator);
            Append(dict.Values[at]);
        }
        Leave();
        _buffer.Append('}');
    }

    private int[]? Order(DictValue dict)
    {
        if (!_sortsKeys)
            return null;
        var keys = dict.Keys.ToArray();
        return Sorting.Order(_state, keys, isDescending: false);
    }

    private void Enter()
    {
        StackGuard.Ensure();
        _depth++;
    }

    private void Separate(int index)
    {
        if (index > 0)
            _buffer.Append(_itemSeparator);
        if (_indent is not null)
            AppendLineBreak();
    }

    private void Leave()
    {
        _depth--;
        if (_indent is not null)
            AppendLineBreak();
    }

    private void AppendLineBreak()
    {
        _buffer.Append('\n');
        for (var i = 0; i < _depth; i++)
            _buffer.Append(_indent!);
    }

    private string Key(JinjaValue key) => key switch
    {
        StringValue text => text.Text,
        BoolValue flag => flag.Value ? "true" : "false",
        NoneValue => "null",
        FloatValue number => Float(number.Value),
        IntegerValue or BigIntegerValue => _state.Text(key),
        _ => throw TemplateFault.Evaluation($"keys must be str, int, float, bool or None, not {key.TypeName}"),
    };

    private static string Float(double number) =>
        double.IsNaN(number) ? "NaN"
        : double.IsPositiveInfinity(number) ? "Infinity"
        : double.IsNegativeInfinity(number) ? "-Infinity"
        : FloatText.Repr(number);

    private void AppendText(string text)
    {
        _buffer.Append('"');
        var rest = text.AsSpan();
        while (true)
        {
            var next = _asciiOnly ? rest.IndexOfAnyExceptInRange(' ', '~') : rest.IndexOfAny(Escaped);
            if (_asciiOnly)
            {
                var quoted = (next < 0 ? rest : rest[..next]).IndexOfAny(Escaped);
                next = quoted >= 0 ? quoted : next;
            }
            if (next < 0)
                break;
            _buffer.Append(rest[..next]);
            AppendEscape(rest[next]);
            rest = rest[(next + 1)..];
        }
        _buffer.Append(rest);
        _buffer.Append('"');
    }

    private void AppendEscape(char character)
    {
        const string Names = "\"\\nrtbf";
        const string Meanings = "\"\\\n\r\t\b\f";
        var known = Meanings.IndexOf(character, StringComparison.Ordinal);
        if (known >= 0)
            _buffer.Append(['\\', Names[known]]);
        else
            _buffer.Append(string.Create(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"));
    }
}
