using System.Numerics;

namespace LocalAI.Plugins.Jinja.Calls;

/// <summary>Arguments by the position of their parameters.</summary>
/// <param name="function">Who reads them, for messages.</param>
/// <param name="values">The values; null, or past the end, where none was given.</param>
/// <param name="given">The arguments as they were given.</param>
internal readonly struct BoundArguments(string function, JinjaValue?[] values, CallArguments given)
{
    public CallArguments Given => given;

    public JinjaValue? this[int index] => index < values.Length ? values[index] : null;

    /// <summary>An argument that the signature requires.</summary>
    public JinjaValue Required(int index) => values[index]!;

    /// <summary>An argument, or null where it is missing or None.</summary>
    public JinjaValue? Optional(int index) => this[index] is { } value and not NoneValue ? value : null;

    public bool Flag(int index, bool otherwise = false) => this[index]?.IsTrue ?? otherwise;

    /// <summary>A whole number, cut to what fits into 32 bits.</summary>
    public int Integer(int index, int otherwise)
    {
        switch (this[index])
        {
            case null:
                return otherwise;
            case BigIntegerValue big:
                return (int)BigInteger.Max(int.MinValue, BigInteger.Min(int.MaxValue, big.Value));
            case UndefinedValue undefined:
                throw undefined.Fault();
            case var value when Numbers.TryInteger(value, out var integer):
                return (int)Math.Clamp(integer, int.MinValue, int.MaxValue);
            case var value:
                throw TemplateFault.Evaluation($"{function}() takes an integer, not '{value.TypeName}'");
        }
    }

    /// <summary>A string, and nothing that only could become one.</summary>
    public string Text(int index) => values[index] switch
    {
        StringValue text => text.Text,
        UndefinedValue undefined => throw undefined.Fault(),
        var value => throw TemplateFault.Evaluation($"{function}() takes a string, not '{value?.TypeName}'"),
    };

    public string? OptionalText(int index) => Optional(index) is null ? null : Text(index);
}
