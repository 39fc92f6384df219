namespace LocalAI.Plugins.Jinja.Filters;

/// <summary>Python's sort: stable, and by &lt; alone.</summary>
internal static class Sorting
{
    /// <summary>The indices of the keys in their order; equal keys stay in theirs, also when descending.</summary>
    public static int[] Order(RenderState state, JinjaValue[] keys, bool isDescending)
    {
        state.Budget.Items(keys.Length);
        var order = new int[keys.Length];
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        Merge(state, keys, order, new int[order.Length], 0, order.Length, isDescending);
        return order;
    }

    private static void Merge(RenderState state, JinjaValue[] keys, int[] order, int[] spare, int start, int end, bool isDescending)
    {
        if (end - start < 2)
            return;
        var middle = start + (end - start) / 2;
        Merge(state, keys, order, spare, start, middle, isDescending);
        Merge(state, keys, order, spare, middle, end, isDescending);
        int left = start, right = middle;
        for (var i = start; i < end; i++)
        {
            var takesRight = left == middle || (right < end && (isDescending
                ? Ordering.IsLess(state, keys[order[left]], keys[order[right]])
                : Ordering.IsLess(state, keys[order[right]], keys[order[left]])));
            spare[i] = order[takesRight ? right++ : left++];
        }
        Array.Copy(spare, start, order, start, end - start);
    }
}
