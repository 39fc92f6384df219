using LocalAI.Plugins.Jinja.Expressions;
using LocalAI.Plugins.Jinja.Lexing;

namespace LocalAI.Plugins.Jinja.Parsing;

/// <summary>Reads expressions, from the loosest operator to the tightest.</summary>
internal sealed class ExpressionParser(TokenStream stream)
{
    private readonly PrimaryParser _primary = new(stream);

    public Expression Parse(bool withCondition = true)
    {
        stream.Enter();
        var expression = withCondition ? ParseConditional() : ParseOr();
        stream.CheckHeight(expression.Height);
        stream.Leave();
        return expression;
    }

    /// <summary>Expressions with commas between them, which make a tuple; or one without.</summary>
    /// <param name="withCondition">Whether an if may follow.</param>
    /// <param name="mayBeEmpty">Whether nothing is a tuple, as between parentheses.</param>
    public Expression ParseTuple(bool withCondition = true, bool mayBeEmpty = false)
    {
        var items = new List<Expression>();
        var isTuple = false;
        var offset = stream.Current.Offset;
        while (!EndsTuple())
        {
            items.Add(Parse(withCondition));
            if (!stream.SkipOperator(","))
                break;
            isTuple = true;
        }
        if (isTuple || (items.Count == 0 && mayBeEmpty))
            return new SequenceExpression(offset, true, [.. items]);
        return items.Count == 1 ? items[0] : throw stream.Expected("an expression");
    }

    private bool EndsTuple() =>
        stream.Current.Kind is TokenKind.VariableEnd or TokenKind.BlockEnd or TokenKind.End
        || stream.Current.IsOperator(")");

    private Expression ParseConditional()
    {
        var value = ParseOr();
        while (stream.Current.IsName("if"))
        {
            var offset = stream.Next().Offset;
            var condition = ParseOr();
            var other = stream.SkipName("else") ? Parse() : null;
            value = Checked(new ConditionalExpression(offset, value, condition, other));
        }
        return value;
    }

    private Expression ParseOr()
    {
        var left = ParseAnd();
        while (stream.Current.IsName("or"))
            left = Checked(new LogicalExpression(stream.Next().Offset, false, left, ParseAnd()));
        return left;
    }

    private Expression ParseAnd()
    {
        var left = ParseNot();
        while (stream.Current.IsName("and"))
            left = Checked(new LogicalExpression(stream.Next().Offset, true, left, ParseNot()));
        return left;
    }

    private Expression ParseNot()
    {
        if (!stream.Current.IsName("not"))
            return ParseComparison();
        stream.Enter();
        var offset = stream.Next().Offset;
        var operand = ParseNot();
        stream.Leave();
        return Checked(new UnaryExpression(offset, UnaryOperator.Not, operand));
    }

    private Expression ParseComparison()
    {
        var first = ParseSum();
        if (NextComparison() is not { } sign)
            return first;
        var offset = stream.Current.Offset;
        var signs = new List<ComparisonOperator>();
        var operands = new List<Expression> { first };
        for (ComparisonOperator? next = sign; next is not null; next = NextComparison())
        {
            stream.Next();
            if (next == ComparisonOperator.NotIn)
                stream.Next();
            signs.Add(next.Value);
            operands.Add(ParseSum());
        }
        return Checked(new ComparisonExpression(offset, [.. signs], [.. operands]));
    }

    private ComparisonOperator? NextComparison()
    {
        var token = stream.Current;
        if (token.IsName("in"))
            return ComparisonOperator.In;
        if (token.IsName("not") && stream.Following.IsName("in"))
            return ComparisonOperator.NotIn;
        return token.Kind != TokenKind.Operator ? null : token.Text switch
        {
            "==" => ComparisonOperator.Equal,
            "!=" => ComparisonOperator.NotEqual,
            "<" => ComparisonOperator.Less,
            "<=" => ComparisonOperator.LessOrEqual,
            ">" => ComparisonOperator.Greater,
            ">=" => ComparisonOperator.GreaterOrEqual,
            _ => null,
        };
    }

    private Expression ParseSum()
    {
        var left = ParseConcat();
        while (stream.Current.IsOperator("+") || stream.Current.IsOperator("-"))
        {
            var sign = stream.Next();
            left = Binary(sign, sign.Text == "+" ? BinaryOperator.Add : BinaryOperator.Subtract, left, ParseConcat());
        }
        return left;
    }

    private Expression ParseConcat()
    {
        var first = ParseProduct();
        if (!stream.Current.IsOperator("~"))
            return first;
        var offset = stream.Current.Offset;
        var operands = new List<Expression> { first };
        while (stream.SkipOperator("~"))
            operands.Add(ParseProduct());
        return Checked(new ConcatExpression(offset, [.. operands]));
    }

    private Expression ParseProduct()
    {
        var left = ParsePower();
        while (stream.Current.Kind == TokenKind.Operator && ProductOperator(stream.Current.Text) is { } product)
            left = Binary(stream.Next(), product, left, ParsePower());
        return left;
    }

    private static BinaryOperator? ProductOperator(string sign) => sign switch
    {
        "*" => BinaryOperator.Multiply,
        "/" => BinaryOperator.Divide,
        "//" => BinaryOperator.FloorDivide,
        "%" => BinaryOperator.Modulo,
        _ => null,
    };

    /// <summary>As Jinja has it: ** binds to the left, and looser than a sign.</summary>
    private Expression ParsePower()
    {
        var left = ParseUnary();
        while (stream.Current.IsOperator("**"))
            left = Binary(stream.Next(), BinaryOperator.Power, left, ParseUnary());
        return left;
    }

    private Expression ParseUnary(bool withFilter = true)
    {
        Expression node;
        if (stream.Current.IsOperator("-") || stream.Current.IsOperator("+"))
        {
            stream.Enter();
            var sign = stream.Next();
            node = new UnaryExpression(
                sign.Offset, sign.Text == "-" ? UnaryOperator.Minus : UnaryOperator.Plus, ParseUnary(withFilter: false));
            stream.Leave();
        }
        else
        {
            node = _primary.Parse(this);
        }
        node = _primary.ParsePostfix(this, node);
        return withFilter ? _primary.ParseFilters(this, node) : node;
    }

    private BinaryExpression Binary(Token sign, BinaryOperator kind, Expression left, Expression right) =>
        Checked(new BinaryExpression(sign.Offset, kind, left, right));

    private T Checked<T>(T expression)
        where T : Expression
    {
        stream.CheckHeight(expression.Height);
        return expression;
    }
}
