namespace LocalAI.Plugins.Jinja.Operations;

/// <summary>==, by value for strings, numbers, lists, tuples and dicts, by identity for the rest.</summary>
internal static class Equality
{
    public static bool AreEqual(RenderState state, JinjaValue left, JinjaValue right)
    {
        if (left is StringValue a && right is StringValue b)
            return AreEqual(a.Text, b.Text, state.Budget);
        var budget = int.MaxValue;
        var equal = AreEqual(left, right, ref budget, state.Budget);
        return equal;
    }

    /// <param name="left">The left side.</param>
    /// <param name="right">The right side.</param>
    /// <param name="comparisons">How many comparisons may still be made.</param>
    /// <param name="budget">What they cost, where a rendering counts.</param>
    public static bool AreEqual(JinjaValue left, JinjaValue right, ref int comparisons, Budget? budget = null)
    {
        budget?.Step();
        if (--comparisons < 0)
            throw TemplateFault.Limit("Comparing two values takes too long.");
        switch (left)
        {
            case StringValue text:
                return right is StringValue otherText && AreEqual(text.Text, otherText.Text, budget);
            case BoolValue or IntegerValue or FloatValue or BigIntegerValue:
                return Numbers.IsNumber(right) && Numbers.Compare(left, right) == 0;
            case ListValue list:
                return right is ListValue otherList && AreEqual(list, otherList, ref comparisons, budget);
            case TupleValue tuple:
                return right is TupleValue otherTuple && AreEqual(tuple, otherTuple, ref comparisons, budget);
            case DictValue dict:
                return right is DictValue otherDict && AreEqual(dict, otherDict, ref comparisons, budget);
            case UndefinedValue:
                return right is UndefinedValue;
            case RangeValue range:
                return right is RangeValue otherRange && AreEqual(range, otherRange);
            case DictViewValue { Kind: not DictViewKind.Values } view:
                return right is DictViewValue { Kind: not DictViewKind.Values } otherView
                    && view.Dict.Count == otherView.Dict.Count && ContainsAll(view, otherView, ref comparisons, budget);
            case MethodValue method:
                return right is MethodValue otherMethod && ReferenceEquals(method.Owner, otherMethod.Owner)
                    && method.Method == otherMethod.Method;
            default:
                return ReferenceEquals(left, right);
        }
    }

    private static bool AreEqual(string left, string right, Budget? budget)
    {
        if (left.Length != right.Length)
            return false;
        budget?.Read(left);
        return left == right;
    }

    private static bool AreEqual(SequenceValue left, SequenceValue right, ref int comparisons, Budget? budget)
    {
        if (ReferenceEquals(left, right))
            return true;
        if (left.Items.Length != right.Items.Length)
            return false;
        StackGuard.Ensure();
        for (var i = 0; i < left.Items.Length; i++)
        {
            if (!ReferenceEquals(left.Items[i], right.Items[i])
                && !AreEqual(left.Items[i], right.Items[i], ref comparisons, budget))
                return false;
        }
        return true;
    }

    private static bool AreEqual(DictValue left, DictValue right, ref int comparisons, Budget? budget)
    {
        if (ReferenceEquals(left, right))
            return true;
        if (left.Count != right.Count)
            return false;
        StackGuard.Ensure();
        for (var i = 0; i < left.Count; i++)
        {
            if (right.Find(left.Keys[i]) is not { } other)
                return false;
            if (!ReferenceEquals(left.Values[i], other) && !AreEqual(left.Values[i], other, ref comparisons, budget))
                return false;
        }
        return true;
    }

    private static bool AreEqual(RangeValue left, RangeValue right) =>
        left.Count == right.Count
        && (left.Count == 0 || (left.Start == right.Start && (left.Count == 1 || left.Step == right.Step)));

    private static bool ContainsAll(DictViewValue left, DictViewValue right, ref int comparisons, Budget? budget)
    {
        if (left.Kind != right.Kind)
            return left.Dict.Count == 0;
        for (var i = 0; i < left.Dict.Count; i++)
        {
            if (right.Dict.Find(left.Dict.Keys[i]) is not { } other)
                return false;
            if (left.Kind == DictViewKind.Items && !AreEqual(left.Dict.Values[i], other, ref comparisons, budget))
                return false;
        }
        return true;
    }
}
