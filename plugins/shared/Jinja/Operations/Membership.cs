namespace LocalAI.Plugins.Jinja.Operations;

/// <summary>in.</summary>
internal static class Membership
{
    public static bool Contains(RenderState state, JinjaValue container, JinjaValue item)
    {
        switch (container)
        {
            case StringValue text:
                if (item is UndefinedValue undefined)
                    throw TemplateFault.Evaluation($"'in <string>' requires string as left operand, not {undefined.TypeName}");
                if (item is not StringValue part)
                    throw TemplateFault.Evaluation($"'in <string>' requires string as left operand, not {item.TypeName}");
                return TextSearch.IndexOf(state.Budget, text.Text, part.Text) >= 0;
            case DictValue dict:
                ReadKey(state, item);
                return dict.Find(item) is not null;
            case DictViewValue { Kind: DictViewKind.Keys } view:
                ReadKey(state, item);
                return view.Dict.Find(item) is not null;
            case RangeValue range when Numbers.TryInteger(item, out var number):
                return Contains(range, number);
            case NamespaceValue or CallableValue or NoneValue:
                throw TemplateFault.Evaluation($"argument of type '{container.TypeName}' is not iterable");
        }
        var items = container.Iterate() ?? throw TemplateFault.Evaluation($"argument of type '{container.TypeName}' is not iterable");
        foreach (var candidate in items)
        {
            state.Budget.Step();
            if (ReferenceEquals(candidate, item) || Equality.AreEqual(state, candidate, item))
                return true;
        }
        return false;
    }

    /// <summary>Counts what the hash of a key costs.</summary>
    public static void ReadKey(RenderState state, JinjaValue key)
    {
        if (key is StringValue text)
            state.Budget.Read(text.Text);
    }

    private static bool Contains(RangeValue range, long number) =>
        range.Count > 0
        && (range.Step > 0 ? number >= range.Start && number < range.Stop : number <= range.Start && number > range.Stop)
        && ((Int128)number - range.Start) % range.Step == 0;
}
