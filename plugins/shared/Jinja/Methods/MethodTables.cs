namespace LocalAI.Plugins.Jinja.Methods;

/// <summary>The methods of each kind of value.</summary>
internal static class MethodTables
{
    /// <summary>The methods of a value's kind, or null.</summary>
    public static MethodTable? Of(JinjaValue value) => value switch
    {
        StringValue => StringMethods.Table,
        DictValue => DictMethods.Table,
        ListValue => SequenceMethods.Lists,
        TupleValue or RangeValue => SequenceMethods.Tuples,
        IntegerValue or BoolValue or BigIntegerValue => NumberMethods.Integers,
        FloatValue => NumberMethods.Floats,
        LoopValue => ObjectMethods.Loops,
        CyclerValue => ObjectMethods.Cyclers,
        _ => null,
    };
}
