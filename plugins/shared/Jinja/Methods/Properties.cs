namespace LocalAI.Plugins.Jinja.Methods;

/// <summary>Attributes that are values and not methods.</summary>
internal static class Properties
{
    public static JinjaValue? Find(JinjaValue value, string name) => value switch
    {
        LoopValue loop => loop.FindAttribute(name),
        GroupValue group => name switch { "grouper" => group.Grouper, "list" => group.List, _ => null },
        TemplateReferenceValue self => self.FindBlock(name),
        MacroValue macro => macro.FindAttribute(name),
        RangeValue range => name switch
        {
            "start" => IntegerValue.Of(range.Start),
            "stop" => IntegerValue.Of(range.Stop),
            "step" => IntegerValue.Of(range.Step),
            _ => null,
        },
        CyclerValue cycler => name == "current" ? cycler.Current : null,
        IntegerValue or BigIntegerValue or BoolValue => name switch
        {
            "real" or "numerator" => Arithmetic.Plus(value),
            "imag" => IntegerValue.Of(0),
            "denominator" => IntegerValue.Of(1),
            _ => null,
        },
        FloatValue => name switch { "real" => value, "imag" => new FloatValue(0), _ => null },
        _ => null,
    };
}
