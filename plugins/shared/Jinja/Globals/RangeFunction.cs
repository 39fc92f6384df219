using LocalAI.Plugins.Jinja.Calls;

namespace LocalAI.Plugins.Jinja.Globals;

/// <summary>range(stop), range(start, stop) and range(start, stop, step).</summary>
internal static class RangeFunction
{
    public static RangeValue Create(BoundArguments arguments)
    {
        var given = arguments.Given.Positional;
        if (given.Length is 0 or > 3 || arguments.Given.Named.Length > 0)
            throw TemplateFault.Evaluation("range expected 1 to 3 arguments");
        var bounds = Array.ConvertAll(given, Bound);
        var range = bounds.Length switch
        {
            1 => new RangeValue(0, bounds[0], 1),
            2 => new RangeValue(bounds[0], bounds[1], 1),
            _ when bounds[2] != 0 => new RangeValue(bounds[0], bounds[1], bounds[2]),
            _ => throw TemplateFault.Evaluation("range() arg 3 must not be zero"),
        };
        return range.Count <= RangeValue.LongestInSandbox
            ? range
            : throw TemplateFault.Limit($"A range would have {range.Count} numbers; the limit is {RangeValue.LongestInSandbox}.");
    }

    private static long Bound(JinjaValue value) => value switch
    {
        UndefinedValue undefined => throw undefined.Fault(),
        _ when Numbers.TryInteger(value, out var bound) => bound,
        BigIntegerValue => throw TemplateFault.Limit("A range goes beyond 64 bits."),
        _ => throw TemplateFault.Evaluation($"'{value.TypeName}' object cannot be interpreted as an integer"),
    };
}
