namespace LocalAI.Plugins.Jinja.Values;

/// <summary>Equality and hash of keys: 1, 1.0 and True are the same key; lists and dicts are none.</summary>
internal sealed class KeyComparer : IEqualityComparer<JinjaValue>
{
    public static readonly KeyComparer Instance = new();

    /// <summary>How much one comparison of two keys may cost: tuples of tuples grow faster than their text.</summary>
    private const int MostComparisons = 100_000;

    public static void RequireHashable(JinjaValue key)
    {
        switch (key)
        {
            case ListValue or DictValue or DictViewValue { Kind: not DictViewKind.Values }:
                throw TemplateFault.Evaluation($"unhashable type: '{key.TypeName}'");
            case TupleValue tuple:
                tuple.RequireHashable();
                break;
        }
    }

    public bool Equals(JinjaValue? x, JinjaValue? y)
    {
        if (x is StringValue left && y is StringValue right)
            return left.Text == right.Text;
        var budget = MostComparisons;
        return Operations.Equality.AreEqual(x!, y!, ref budget);
    }

    public int GetHashCode(JinjaValue obj) => obj switch
    {
        StringValue text => text.GetHashCode(),
        BoolValue flag => (flag.Value ? 1L : 0L).GetHashCode(),
        IntegerValue integer => integer.Value.GetHashCode(),
        FloatValue { Value: var number } when number == Math.Floor(number) && Math.Abs(number) < 1e18 => ((long)number).GetHashCode(),
        FloatValue number => number.Value.GetHashCode(),
        BigIntegerValue big => ((double)big.Value).GetHashCode(),
        TupleValue tuple => tuple.KeyHash(),
        UndefinedValue => 0,
        ListValue or DictValue or DictViewValue { Kind: not DictViewKind.Values } =>
            throw TemplateFault.Evaluation($"unhashable type: '{obj.TypeName}'"),
        _ => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(obj),
    };
}
