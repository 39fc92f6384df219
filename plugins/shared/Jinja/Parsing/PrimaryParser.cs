using System.Globalization;
using System.Numerics;
using LocalAI.Plugins.Jinja.Expressions;
using LocalAI.Plugins.Jinja.Lexing;

namespace LocalAI.Plugins.Jinja.Parsing;

/// <summary>Reads names, literals, and what follows them: attributes, items, calls, filters and tests.</summary>
internal sealed class PrimaryParser(TokenStream stream)
{
    private readonly ArgumentParser _arguments = new(stream);

    public Expression Parse(ExpressionParser expressions)
    {
        var token = stream.Current;
        switch (token.Kind)
        {
            case TokenKind.Name:
                stream.Next();
                return NameOrConstant(token);
            case TokenKind.Text:
                return ParseText();
            case TokenKind.Integer:
                stream.Next();
                return new LiteralExpression(token.Offset, Integer(token));
            case TokenKind.Float:
                stream.Next();
                return new LiteralExpression(token.Offset, new FloatValue(double.Parse(token.Text, CultureInfo.InvariantCulture)));
            case TokenKind.Operator when token.Text == "(":
                stream.Next();
                var tuple = expressions.ParseTuple(mayBeEmpty: true);
                stream.ExpectOperator(")");
                return tuple;
            case TokenKind.Operator when token.Text == "[":
                return new SequenceExpression(token.Offset, false, [.. ParseItems("[", "]", expressions, isDict: false)]);
            case TokenKind.Operator when token.Text == "{":
                return new DictExpression(token.Offset, [.. ParseItems("{", "}", expressions, isDict: true)]);
            default:
                throw stream.Expected("an expression");
        }
    }

    public Expression ParsePostfix(ExpressionParser expressions, Expression node)
    {
        while (true)
        {
            if (stream.Current.IsOperator("."))
                node = ParseAttribute(node);
            else if (stream.Current.IsOperator("["))
                node = ParseSubscript(expressions, node);
            else if (stream.Current.IsOperator("("))
                node = new CallExpression(stream.Current.Offset, node, _arguments.Parse(expressions));
            else
                return node;
            stream.CheckHeight(node.Height);
        }
    }

    public Expression ParseFilters(ExpressionParser expressions, Expression node)
    {
        while (true)
        {
            if (stream.Current.IsOperator("|"))
                node = ParseFilter(expressions, node);
            else if (stream.Current.IsName("is"))
                node = ParseTest(expressions, node);
            else if (stream.Current.IsOperator("("))
                node = new CallExpression(stream.Current.Offset, node, _arguments.Parse(expressions));
            else
                return node;
            stream.CheckHeight(node.Height);
        }
    }

    /// <summary>One filter, with the bar before it unless it is the first of a filter block.</summary>
    public FilterExpression ParseFilter(ExpressionParser expressions, Expression? operand, bool hasBar = true)
    {
        if (hasBar)
            stream.ExpectOperator("|");
        var name = ParseDottedName(out var offset);
        var arguments = stream.Current.IsOperator("(") ? _arguments.Parse(expressions) : ArgumentList.None;
        return new FilterExpression(offset, operand, name, arguments);
    }

    private Expression ParseTest(ExpressionParser expressions, Expression operand)
    {
        stream.ExpectKeyword("is");
        var isNegated = stream.SkipName("not");
        var name = ParseDottedName(out var offset);
        var test = new TestExpression(offset, operand, name, ParseTestArguments(expressions));
        return isNegated ? new UnaryExpression(offset, UnaryOperator.Not, test) : test;
    }

    private ArgumentList ParseTestArguments(ExpressionParser expressions)
    {
        var token = stream.Current;
        if (token.IsOperator("("))
            return _arguments.Parse(expressions);
        var begins = token.Kind is TokenKind.Text or TokenKind.Integer or TokenKind.Float
            || token.IsOperator("[") || token.IsOperator("{")
            || (token.Kind == TokenKind.Name && token.Text is not ("else" or "or" or "and"));
        if (!begins)
            return ArgumentList.None;
        if (token.IsName("is"))
            throw TokenStream.Fault("Tests cannot be chained with is.", token.Offset);
        return new ArgumentList([ParsePostfix(expressions, Parse(expressions))], [], null, null);
    }

    private string ParseDottedName(out int offset)
    {
        var first = stream.ExpectName();
        offset = first.Offset;
        var name = first.Text;
        while (stream.SkipOperator("."))
            name += "." + stream.ExpectName().Text;
        return name;
    }

    private Expression ParseAttribute(Expression owner)
    {
        var offset = stream.Next().Offset;
        var token = stream.Next();
        return token.Kind switch
        {
            TokenKind.Name => new AttributeExpression(offset, owner, token.Text),
            TokenKind.Integer => new ItemExpression(offset, owner, new LiteralExpression(token.Offset, Integer(token))),
            _ => throw TokenStream.Fault($"Expected a name or a number, not {token.Describe()}.", token.Offset),
        };
    }

    private Expression ParseSubscript(ExpressionParser expressions, Expression owner)
    {
        var offset = stream.Next().Offset;
        var keys = new List<Expression>();
        while (!stream.Current.IsOperator("]"))
        {
            if (keys.Count > 0)
                stream.ExpectOperator(",");
            var key = stream.Current.IsOperator(":") ? null : expressions.Parse();
            if (stream.Current.IsOperator(":"))
            {
                var slice = ParseSlice(expressions, owner, key, offset);
                return keys.Count == 0 && stream.SkipOperator("]") ? slice : throw stream.Expected("']'");
            }
            keys.Add(key!);
        }
        stream.ExpectOperator("]");
        return new ItemExpression(offset, owner, keys.Count == 1 ? keys[0] : new SequenceExpression(offset, true, [.. keys]));
    }

    private SliceExpression ParseSlice(ExpressionParser expressions, Expression owner, Expression? start, int offset)
    {
        stream.ExpectOperator(":");
        var stop = ParseBound(expressions);
        var step = stream.SkipOperator(":") ? ParseBound(expressions) : Nothing(offset);
        return new SliceExpression(offset, owner, start ?? Nothing(offset), stop, step);
    }

    private Expression ParseBound(ExpressionParser expressions) =>
        stream.Current.IsOperator(":") || stream.Current.IsOperator("]") || stream.Current.IsOperator(",")
            ? Nothing(stream.Current.Offset)
            : expressions.Parse();

    private static LiteralExpression Nothing(int offset) => new(offset, NoneValue.Instance);

    /// <summary>The items of a list, or the keys and values of a dict in turn.</summary>
    private List<Expression> ParseItems(string opener, string closer, ExpressionParser expressions, bool isDict)
    {
        stream.ExpectOperator(opener);
        var items = new List<Expression>();
        while (!stream.Current.IsOperator(closer))
        {
            if (items.Count > 0)
                stream.ExpectOperator(",");
            if (stream.Current.IsOperator(closer))
                break;
            items.Add(expressions.Parse());
            if (!isDict)
                continue;
            stream.ExpectOperator(":");
            items.Add(expressions.Parse());
        }
        stream.ExpectOperator(closer);
        return items;
    }

    /// <summary>Strings next to each other are one.</summary>
    private LiteralExpression ParseText()
    {
        var first = stream.Next();
        if (stream.Current.Kind != TokenKind.Text)
            return new LiteralExpression(first.Offset, new StringValue(first.Text));
        var parts = new List<string> { first.Text };
        while (stream.Current.Kind == TokenKind.Text)
            parts.Add(stream.Next().Text);
        return new LiteralExpression(first.Offset, new StringValue(string.Concat(parts)));
    }

    private static Expression NameOrConstant(Token token) => token.Text switch
    {
        "true" or "True" => new LiteralExpression(token.Offset, BoolValue.True),
        "false" or "False" => new LiteralExpression(token.Offset, BoolValue.False),
        "none" or "None" => new LiteralExpression(token.Offset, NoneValue.Instance),
        _ => new NameExpression(token.Offset, token.Text),
    };

    private static JinjaValue Integer(Token token)
    {
        if (long.TryParse(token.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var small))
            return IntegerValue.Of(small);
        if (token.Text.Length > BigIntegerValue.MostBits / 4)
            throw new TemplateFault(JinjaErrorKind.Limit, "The number has too many digits.", token.Offset);
        var bits = token.Text.Length < 2 ? '\0' : char.ToLowerInvariant(token.Text[1]);
        if (char.IsAsciiDigit(bits))
            return BigIntegerValue.Of(BigInteger.Parse(token.Text, CultureInfo.InvariantCulture));
        var value = BigInteger.Zero;
        foreach (var digit in token.Text.AsSpan(2))
            value = value * (bits switch { 'x' => 16, 'o' => 8, _ => 2 }) + Convert.ToInt32(digit.ToString(), 16);
        return BigIntegerValue.Of(value);
    }
}
