using System.Globalization;
using System.Numerics;
using LocalAI.Plugins.Jinja.Calls;

namespace LocalAI.Plugins.Jinja.Filters;

/// <summary>Filters for numbers.</summary>
internal static class NumberFilters
{
    public static readonly (string, BuiltinBody)[] All =
    [
        ("abs()", (_, value, _) => Absolute(value)),
        ("int(default?, base?)", ToInteger),
        ("float(default?)", ToFloat),
        ("round(precision?, method?)", (_, value, arguments) => Rounding.Round(value, arguments)),
        ("filesizeformat(binary?)", FormatSize),
    ];

    private static JinjaValue Absolute(JinjaValue value) => value switch
    {
        FloatValue number => new FloatValue(Math.Abs(number.Value)),
        _ when Numbers.IsInteger(value) => BigIntegerValue.Of(BigInteger.Abs(Numbers.ToBig(value))),
        UndefinedValue undefined => throw undefined.Fault(),
        _ => throw TemplateFault.Evaluation($"bad operand type for abs(): '{value.TypeName}'"),
    };

    private static JinjaValue ToInteger(RenderState state, JinjaValue value, BoundArguments arguments)
    {
        var otherwise = arguments[0] ?? IntegerValue.Of(0);
        switch (value)
        {
            case StringValue text:
                var numberBase = arguments.Integer(1, 10);
                if (NumberText.TryInteger(text.Text, numberBase, out var integer))
                    return BigIntegerValue.Of(integer);
                return NumberText.TryFloat(text.Text, out var parsed) && double.IsFinite(parsed)
                    ? BigIntegerValue.Of(new BigInteger(parsed))
                    : otherwise;
            case FloatValue number:
                return double.IsFinite(number.Value) ? BigIntegerValue.Of(new BigInteger(number.Value))
                    : double.IsNaN(number.Value) ? otherwise
                    : throw TemplateFault.Evaluation("cannot convert float infinity to integer");
            case UndefinedValue undefined:
                throw undefined.Fault();
            default:
                return Numbers.IsInteger(value) ? BigIntegerValue.Of(Numbers.ToBig(value)) : otherwise;
        }
    }

    private static JinjaValue ToFloat(RenderState state, JinjaValue value, BoundArguments arguments) => value switch
    {
        StringValue text => NumberText.TryFloat(text.Text, out var number) ? new FloatValue(number) : arguments[0] ?? new FloatValue(0),
        UndefinedValue undefined => throw undefined.Fault(),
        _ => Numbers.IsNumber(value) ? new FloatValue(Numbers.ToDouble(value)) : arguments[0] ?? new FloatValue(0),
    };

    private static StringValue FormatSize(RenderState state, JinjaValue value, BoundArguments arguments)
    {
        double bytes;
        if (value is StringValue text)
        {
            if (!NumberText.TryFloat(text.Text, out bytes))
                throw TemplateFault.Evaluation("could not convert string to float");
        }
        else if (Numbers.IsNumber(value))
        {
            bytes = Numbers.ToDouble(value);
        }
        else
        {
            throw value is UndefinedValue undefined ? undefined.Fault()
                : TemplateFault.Evaluation($"filesizeformat() takes a number, not '{value.TypeName}'");
        }

        var isBinary = arguments.Flag(0);
        var numberBase = isBinary ? 1024 : 1000;
        if (bytes == 1)
            return new StringValue("1 Byte");
        if (bytes < numberBase && !double.IsFinite(bytes))
            throw TemplateFault.Evaluation("cannot convert float infinity to integer");
        if (bytes < numberBase)
            return new StringValue($"{new BigInteger(bytes).ToString(CultureInfo.InvariantCulture)} Bytes");
        const string Prefixes = "kMGTPEZY";
        var at = 0;
        var unit = (BigInteger)numberBase * numberBase;
        for (; at < Prefixes.Length - 1 && !(Numbers.Compare(new FloatValue(bytes), BigIntegerValue.Of(unit)) < 0); at++)
            unit *= numberBase;
        var size = FloatFormat.Digits(numberBase * bytes / (double)unit, new FormatSpec { Type = 'f', Precision = 1 });
        return new StringValue($"{size} {(isBinary ? $"{char.ToUpperInvariant(Prefixes[at])}iB" : $"{Prefixes[at]}B")}");
    }
}
