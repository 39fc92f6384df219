namespace LocalAI.Plugins.Jinja.Operations;

/// <summary>&lt;, &lt;=, &gt; and &gt;=.</summary>
internal static class Ordering
{
    /// <summary>Below, at or above 0; null where neither is less, as with NaN.</summary>
    public static int? Compare(RenderState state, JinjaValue left, JinjaValue right, string sign)
    {
        state.Budget.Step();
        if (Numbers.IsNumber(left) && Numbers.IsNumber(right))
            return Numbers.Compare(left, right);
        if (left is StringValue a && right is StringValue b)
        {
            state.Budget.Read(a.Text.Length < b.Text.Length ? a.Text : b.Text);
            return CompareText(a, b);
        }
        if ((left is ListValue && right is ListValue) || (left is TupleValue && right is TupleValue))
            return CompareItems(state, (SequenceValue)left, (SequenceValue)right, sign);
        if (left is UndefinedValue undefined)
            throw undefined.Fault();
        if (right is UndefinedValue other)
            throw other.Fault();
        throw TemplateFault.Evaluation(
            $"'{sign}' not supported between instances of '{left.TypeName}' and '{right.TypeName}'");
    }

    public static bool IsLess(RenderState state, JinjaValue left, JinjaValue right) => Compare(state, left, right, "<") < 0;

    /// <summary>By code points, which differs from UTF-16 order above the surrogates.</summary>
    private static int CompareText(StringValue left, StringValue right)
    {
        var common = left.Text.AsSpan().CommonPrefixLength(right.Text);
        if (common == left.Text.Length || common == right.Text.Length)
            return left.Text.Length.CompareTo(right.Text.Length);
        char a = left.Text[common], b = right.Text[common];
        return char.IsSurrogate(a) != char.IsSurrogate(b) ? (char.IsSurrogate(a) ? 1 : -1) : a.CompareTo(b);
    }

    private static int? CompareItems(RenderState state, SequenceValue left, SequenceValue right, string sign)
    {
        StackGuard.Ensure();
        var shorter = Math.Min(left.Items.Length, right.Items.Length);
        for (var i = 0; i < shorter; i++)
        {
            if (!ReferenceEquals(left.Items[i], right.Items[i]) && !Equality.AreEqual(state, left.Items[i], right.Items[i]))
                return Compare(state, left.Items[i], right.Items[i], sign);
        }
        return left.Items.Length.CompareTo(right.Items.Length);
    }
}
