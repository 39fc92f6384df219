using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace LocalAI.Plugins.Jinja.Values;

/// <summary>Reads values from JSON.</summary>
internal static class JsonValues
{
    public static JinjaValue From(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var dict = new DictValue();
                foreach (var property in element.EnumerateObject())
                    dict.Set(new StringValue(Name(property)), From(property.Value));
                return dict;
            case JsonValueKind.Array:
                var items = new JinjaValue[element.GetArrayLength()];
                var count = 0;
                foreach (var item in element.EnumerateArray())
                    items[count++] = From(item);
                return new ListValue(items);
            case JsonValueKind.String:
                return new StringValue(Text(element));
            case JsonValueKind.Number:
                return Number(element);
            case JsonValueKind.True:
                return BoolValue.True;
            case JsonValueKind.False:
                return BoolValue.False;
            default:
                return NoneValue.Instance;
        }
    }

    private static JinjaValue Number(JsonElement element)
    {
        if (element.TryGetInt64(out var integer) && !IsFloat(element.GetRawText()))
            return IntegerValue.Of(integer);
        var text = element.GetRawText();
        // More digits than an integer may have are no number a template can use; the length also bounds the time to read them.
        if (!IsFloat(text) && text.Length < BigIntegerValue.MostBits / 4)
            return BigIntegerValue.Of(BigInteger.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));
        return new FloatValue(element.GetDouble());
    }

    private static bool IsFloat(string number) => number.AsSpan().ContainsAny('.', 'e', 'E');

    private static string Text(JsonElement element)
    {
        try
        {
            return element.GetString()!;
        }
        catch (InvalidOperationException e)
        {
            throw new FormatException("A string holds half of a surrogate pair, which is no Unicode.", e);
        }
    }

    private static string Name(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException e)
        {
            throw new FormatException("A key holds half of a surrogate pair, which is no Unicode.", e);
        }
    }
}
