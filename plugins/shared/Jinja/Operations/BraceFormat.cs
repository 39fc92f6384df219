using System.Globalization;

namespace LocalAI.Plugins.Jinja.Operations;

/// <summary>str.format.</summary>
internal sealed class BraceFormat
{
    private const int DeepestSpec = 2;

    private readonly RenderState _state;
    private readonly JinjaValue[] _positional;
    private readonly DictValue _named;
    private int _next;
    private bool _isNumbered;

    private BraceFormat(RenderState state, JinjaValue[] positional, DictValue named)
    {
        _state = state;
        _positional = positional;
        _named = named;
    }

    public static StringValue Format(RenderState state, StringValue format, CallArguments arguments) =>
        new BraceFormat(state, arguments.Positional, (DictValue)JinjaValue.FromDict(arguments.Named)).Format(format);

    public static StringValue FormatMap(RenderState state, StringValue format, JinjaValue mapping) =>
        mapping is DictValue dict
            ? new BraceFormat(state, [], dict).Format(format)
            : throw TemplateFault.Evaluation($"format_map() takes a mapping, not '{mapping.TypeName}'");

    private StringValue Format(StringValue format) => _state.Made(Expand(format.Text, DeepestSpec), format.IsMarkup);

    private string Expand(string format, int depth)
    {
        if (depth == 0)
            throw TemplateFault.Evaluation("Max string recursion exceeded");
        var parts = new List<string>();
        long length = 0;
        for (var at = 0; at < format.Length;)
        {
            _state.Budget.Step();
            var brace = format.AsSpan(at).IndexOfAny('{', '}');
            var text = brace < 0 ? format[at..] : format[at..(at + brace)];
            parts.Add(text);
            at += text.Length;
            if (brace < 0)
                break;
            if (at + 1 < format.Length && format[at + 1] == format[at])
            {
                parts.Add(format[at].ToString());
                at += 2;
            }
            else if (format[at] == '}')
            {
                throw TemplateFault.Evaluation("Single '}' encountered in format string");
            }
            else
            {
                var end = EndOfField(format, at + 1);
                parts.Add(Field(format[(at + 1)..end], depth));
                at = end + 1;
            }
            length += parts[^1].Length;
            _state.Budget.Text(length > _state.Budget.Limits.TextLength ? length : 0);
        }
        return string.Concat(parts);
    }

    private static int EndOfField(string format, int start)
    {
        var depth = 1;
        for (var at = start; at < format.Length; at++)
        {
            depth += format[at] == '{' ? 1 : format[at] == '}' ? -1 : 0;
            if (depth == 0)
                return at;
        }
        throw TemplateFault.Evaluation(start == format.Length
            ? "Single '{' encountered in format string"
            : "expected '}' before end of string");
    }

    private string Field(string field, int depth)
    {
        var colon = EndOfName(field);
        var spec = colon < field.Length && field[colon] == ':' ? field[(colon + 1)..] : "";
        var conversion = '\0';
        if (colon < field.Length && field[colon] == '!')
        {
            conversion = colon + 1 < field.Length ? field[colon + 1] : '\0';
            if (conversion is not ('r' or 's' or 'a') || (colon + 2 < field.Length && field[colon + 2] != ':'))
                throw TemplateFault.Evaluation("a conversion in a format string is !r, !s or !a");
            spec = colon + 3 <= field.Length ? field[Math.Min(colon + 3, field.Length)..] : "";
        }
        var value = Value(field[..colon]);
        if (conversion != '\0')
            value = new StringValue(conversion switch
            {
                's' => _state.Text(value),
                'r' => _state.Repr(value),
                _ => StringRepr.ToAscii(_state.Repr(value)),
            });
        return Format(value, spec.Contains('{') ? Expand(spec, depth - 1) : spec);
    }

    private static int EndOfName(string field)
    {
        var inBrackets = false;
        for (var at = 0; at < field.Length; at++)
        {
            inBrackets = (inBrackets || field[at] == '[') && field[at] != ']';
            if (!inBrackets && field[at] is ':' or '!' && !inBrackets)
                return at;
        }
        return field.Length;
    }

    private JinjaValue Value(string name)
    {
        var end = name.AsSpan().IndexOfAny('.', '[');
        var value = end < 0 ? Only(name) : First(name[..end]);
        for (var at = end < 0 ? name.Length : end; at < name.Length;)
        {
            var isItem = name[at] == '[';
            var stop = isItem ? name.IndexOf(']', at)
                : name.AsSpan(at + 1).IndexOfAny('.', '[') is >= 0 and var next ? at + 1 + next : name.Length;
            if (stop < 0)
                throw TemplateFault.Evaluation("Missing ']' in format string");
            var part = name[(at + 1)..stop];
            if (part.Length == 0)
                throw TemplateFault.Evaluation("Empty attribute in format string");
            value = isItem
                ? Subscript.Item(
                    _state, value, IsNumber(part) ? IntegerValue.Of(long.Parse(part, CultureInfo.InvariantCulture)) : new StringValue(part))
                : Subscript.Attribute(_state, value, new StringValue(part));
            at = isItem ? stop + 1 : stop;
        }
        return value;
    }

    /// <summary>A field without attributes or items; only among these are numbered and unnumbered ones not mixed.</summary>
    private JinjaValue Only(string name)
    {
        if (name.Length > 0 && !IsNumber(name))
            return First(name);
        if (name.Length == 0 ? _isNumbered : _next > 0)
            throw TemplateFault.Evaluation("cannot mix manual field specification and automatic field numbering");
        _isNumbered = name.Length > 0;
        return First(name.Length > 0 ? name : (_next++).ToString(CultureInfo.InvariantCulture));
    }

    private JinjaValue First(string name)
    {
        if (!IsNumber(name))
            return _named.Find(new StringValue(name)) ?? throw TemplateFault.Evaluation($"no argument is named '{name}'");
        var index = long.Parse(name, CultureInfo.InvariantCulture);
        return index < _positional.Length ? _positional[index]
            : throw TemplateFault.Evaluation($"Replacement index {index} out of range for positional args tuple");
    }

    private static bool IsNumber(string text) => text.Length is > 0 and < 18 && text.All(char.IsAsciiDigit);

    private string Format(JinjaValue value, string spec)
    {
        if (spec.Length == 0)
            return _state.Text(value);
        var parsed = BraceSpec.Parse(spec);
        var isFloat = parsed.Type is 'e' or 'E' or 'f' or 'F' or 'g' or 'G' or '%';
        switch (value)
        {
            case StringValue text when parsed.IsForText:
                return parsed.Text(_state, text.Text).Text;
            case FloatValue number when (isFloat || parsed.Type is '\0' or 'n') && parsed.IsForFloats:
                return parsed.Float(_state, number.Value).Text;
            case BoolValue or IntegerValue or BigIntegerValue when isFloat && parsed.IsForFloats:
                return parsed.Float(_state, Numbers.ToDouble(value)).Text;
            case BoolValue or IntegerValue or BigIntegerValue when parsed.IsForIntegers:
                return parsed.Integer(_state, Numbers.ToBig(value)).Text;
            case UndefinedValue undefined:
                throw undefined.Fault();
            case StringValue or FloatValue or BoolValue or IntegerValue or BigIntegerValue:
                throw TemplateFault.Evaluation($"The format '{spec}' is none for an object of type '{value.TypeName}'");
            default:
                throw TemplateFault.Evaluation($"unsupported format string passed to {value.TypeName}.__format__");
        }
    }
}
