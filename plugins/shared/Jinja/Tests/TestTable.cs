using LocalAI.Plugins.Jinja.Calls;
using LocalAI.Plugins.Jinja.Filters;

namespace LocalAI.Plugins.Jinja.Tests;

/// <summary>The tests, by name.</summary>
internal static class TestTable
{
    private static readonly BuiltinTable Table = new(
    [
        Is("defined", value => value is not UndefinedValue),
        Is("undefined", value => value is UndefinedValue),
        Is("none", value => value is NoneValue),
        Is("boolean", value => value is BoolValue),
        Is("true", value => value is BoolValue { Value: true }),
        Is("false", value => value is BoolValue { Value: false }),
        Is("integer", value => value is IntegerValue or BigIntegerValue),
        Is("float", value => value is FloatValue),
        Is("number", Numbers.IsNumber),
        Is("string", value => value is StringValue),
        Is("mapping", value => value is DictValue),
        Is("sequence", value => value is StringValue or SequenceValue or DictValue or RangeValue or UndefinedValue),
        Is("iterable", value => value is LoopValue || value.Iterate() is not null),
        Is("callable", value => value is CallableValue or UndefinedValue),
        Is("escaped", value => value is StringValue { IsMarkup: true }),
        ("lower()", (state, value, _) => BoolValue.Of(Methods.CharacterTests.IsLower(state.Text(value)))),
        ("upper()", (state, value, _) => BoolValue.Of(Methods.CharacterTests.IsUpper(state.Text(value)))),
        ("odd()", (state, value, _) => Remainder(state, value, IntegerValue.Of(2), 1)),
        ("even()", (state, value, _) => Remainder(state, value, IntegerValue.Of(2), 0)),
        ("divisibleby(num)", (state, value, arguments) => Remainder(state, value, arguments.Required(0), 0)),
        ("filter()", (_, value, _) => BoolValue.Of(FilterTable.Find(Name(value)) is not null)),
        ("test()", (_, value, _) => BoolValue.Of(Find(Name(value)) is not null)),
        ("sameas(other)", (_, value, arguments) => BoolValue.Of(IsSame(value, arguments.Required(0)))),
        ("in(seq)", (state, value, arguments) => BoolValue.Of(Membership.Contains(state, arguments.Required(0), value))),
        .. Comparison(["==", "eq", "equalto"], Equality.AreEqual),
        .. Comparison(["!=", "ne"], (state, left, right) => !Equality.AreEqual(state, left, right)),
        .. Comparison([">", "gt", "greaterthan"], (state, left, right) => Ordering.Compare(state, left, right, ">") > 0),
        .. Comparison([">=", "ge"], (state, left, right) => Ordering.Compare(state, left, right, ">=") >= 0),
        .. Comparison(["<", "lt", "lessthan"], (state, left, right) => Ordering.Compare(state, left, right, "<") < 0),
        .. Comparison(["<=", "le"], (state, left, right) => Ordering.Compare(state, left, right, "<=") <= 0),
    ]);

    public static Builtin? Find(string name) => Table.Find(name);

    private static (string, BuiltinBody) Is(string name, Func<JinjaValue, bool> test) =>
        ($"{name}()", (_, value, _) => BoolValue.Of(test(value)));

    private static IEnumerable<(string, BuiltinBody)> Comparison(
        string[] names, Func<RenderState, JinjaValue, JinjaValue, bool> compare) =>
        names.Select(name => ($"{name}(other)", (BuiltinBody)((state, value, arguments) =>
            BoolValue.Of(compare(state, value, arguments.Required(0))))));

    private static BoolValue Remainder(RenderState state, JinjaValue value, JinjaValue divisor, long expected) =>
        BoolValue.Of(Equality.AreEqual(state, Arithmetic.Modulo(state, value, divisor), IntegerValue.Of(expected)));

    private static string Name(JinjaValue value)
    {
        KeyComparer.RequireHashable(value);
        return value is StringValue text ? text.Text : "";
    }

    /// <summary>Identity, where small numbers and strings of the same text count as one object.</summary>
    private static bool IsSame(JinjaValue left, JinjaValue right) =>
        ReferenceEquals(left, right)
        || (left is StringValue a && right is StringValue b && a.Text == b.Text)
        || (left is IntegerValue x && right is IntegerValue y && x.Value == y.Value);
}
