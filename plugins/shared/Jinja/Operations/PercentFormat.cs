using System.Numerics;

namespace LocalAI.Plugins.Jinja.Operations;

/// <summary>format % values, as in C.</summary>
internal sealed class PercentFormat
{
    private readonly RenderState _state;
    private readonly string _format;
    private readonly bool _isMarkup;
    private readonly JinjaValue _values;
    private readonly JinjaValue[] _arguments;
    private int _at;
    private int _used;

    private PercentFormat(RenderState state, StringValue format, JinjaValue values)
    {
        _state = state;
        _format = format.Text;
        _isMarkup = format.IsMarkup;
        _values = values;
        _arguments = values is TupleValue tuple ? tuple.Items : [values];
    }

    public static StringValue Format(RenderState state, StringValue format, JinjaValue values)
    {
        var parts = new List<string>();
        new PercentFormat(state, format, values).Read(parts);
        state.Budget.Text(parts.Sum(part => (long)part.Length));
        return new StringValue(string.Concat(parts), format.IsMarkup);
    }

    private void Read(List<string> parts)
    {
        var usesNames = false;
        while (_at < _format.Length)
        {
            var next = _format.IndexOf('%', _at);
            parts.Add(_format[_at..(next < 0 ? _format.Length : next)]);
            if (next < 0)
                break;
            _at = next + 1;
            _state.Budget.Step();
            if (Peek() == '%')
            {
                _at++;
                parts.Add("%");
                continue;
            }
            parts.Add(ReadOne(ref usesNames));
        }
        if (!usesNames && _used < _arguments.Length
            && _values is not (DictValue or ListValue or RangeValue or UndefinedValue or TemplateReferenceValue))
            throw TemplateFault.Evaluation("not all arguments converted during string formatting");
    }

    private string ReadOne(ref bool usesNames)
    {
        JinjaValue? named = null;
        if (Peek() == '(')
        {
            usesNames = true;
            named = ReadNamed();
        }
        var flags = ReadFlags();
        var width = ReadNumber();
        int? precision = null;
        if (Peek() == '.')
        {
            _at++;
            precision = Math.Max(ReadNumber() ?? 0, 0);
        }
        while (Peek() is 'l' or 'h' or 'L')
            _at++;
        var isLeft = flags.Contains('-') || width < 0;
        var spec = new FormatSpec
        {
            Align = isLeft ? '<' : '\0',
            Fill = flags.Contains('0') && !isLeft ? "0" : null,
            Sign = flags.Contains('+') ? '+' : flags.Contains(' ') ? ' ' : '-',
            Alternate = flags.Contains('#'),
            Width = Math.Abs(width ?? 0),
            Precision = precision,
            Type = _at < _format.Length ? _format[_at++] : throw TemplateFault.Evaluation("incomplete format"),
        };
        return Convert(named ?? NextArgument(), spec).Text;
    }

    private StringValue Convert(JinjaValue value, FormatSpec spec)
    {
        switch (spec.Type)
        {
            case 's':
                return Right(spec).Text(_state, Escaped(value is StringValue text ? text : new StringValue(_state.Text(value))));
            case 'r':
                return Right(spec).Text(_state, Escaped(new StringValue(_state.Repr(value))));
            case 'a':
                return Right(spec).Text(_state, Escaped(new StringValue(StringRepr.ToAscii(_state.Repr(value)))));
            case 'c':
                return (Right(spec) with { Precision = null }).Text(_state, value is StringValue { CodePoints: 1 } one ? one.Text
                    : Numbers.TryInteger(value, out var point) && point is >= 0 and <= 0x10FFFF and not (>= 0xD800 and <= 0xDFFF)
                        ? char.ConvertFromUtf32((int)point)
                    : throw TemplateFault.Evaluation("%c requires int or char"));
            case 'd' or 'i' or 'u' when value is FloatValue number && double.IsFinite(number.Value):
                return Whole(new BigInteger(number.Value), spec);
            case 'd' or 'i' or 'u' or 'x' or 'X' or 'o' when Numbers.IsInteger(value):
                return Whole(Numbers.ToBig(value), spec);
            case 'e' or 'E' or 'f' or 'F' or 'g' or 'G' when Numbers.IsNumber(value):
                return spec.Float(_state, Numbers.ToDouble(value));
            case 'd' or 'i' or 'u' or 'x' or 'X' or 'o' or 'e' or 'E' or 'f' or 'F' or 'g' or 'G':
                throw value is UndefinedValue undefined ? undefined.Fault()
                    : TemplateFault.Evaluation($"%{spec.Type} format: a number is required, not {value.TypeName}");
            default:
                throw TemplateFault.Evaluation($"unsupported format character '{spec.Type}'");
        }
    }

    private string Escaped(StringValue text) => _isMarkup ? Markup.Escape(text).Text : text.Text;

    private StringValue Whole(BigInteger value, FormatSpec spec) =>
        (spec with { Type = spec.Type is 'i' or 'u' ? 'd' : spec.Type }).Integer(_state, value);

    private static FormatSpec Right(FormatSpec spec) => spec with { Align = spec.Align == '\0' ? '>' : spec.Align, Fill = null };

    private JinjaValue ReadNamed()
    {
        if (_values is not DictValue dict)
            throw TemplateFault.Evaluation("format requires a mapping");
        var start = ++_at;
        for (var depth = 1; depth > 0; _at++)
        {
            if (_at >= _format.Length)
                throw TemplateFault.Evaluation("incomplete format key");
            depth += _format[_at] == '(' ? 1 : _format[_at] == ')' ? -1 : 0;
        }
        var name = _format[start..(_at - 1)];
        return dict.Find(new StringValue(name)) ?? throw TemplateFault.Evaluation($"no value is named '{name}'");
    }

    private string ReadFlags()
    {
        var start = _at;
        while (Peek() is '#' or '0' or '-' or ' ' or '+')
            _at++;
        return _format[start.._at];
    }

    private int? ReadNumber()
    {
        if (Peek() == '*')
        {
            _at++;
            return Numbers.TryInteger(NextArgument(), out var given)
                ? (int)Math.Clamp(given, -int.MaxValue, int.MaxValue)
                : throw TemplateFault.Evaluation("* wants int");
        }
        var start = _at;
        long number = 0;
        for (; char.IsAsciiDigit(Peek()); _at++)
            number = Math.Min(number * 10 + Peek() - '0', int.MaxValue);
        return _at == start ? null : (int)number;
    }

    private JinjaValue NextArgument() =>
        _used < _arguments.Length ? _arguments[_used++] : throw TemplateFault.Evaluation("not enough arguments for format string");

    private char Peek() => _at < _format.Length ? _format[_at] : '\0';
}
