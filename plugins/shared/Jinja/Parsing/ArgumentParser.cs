using LocalAI.Plugins.Jinja.Expressions;
using LocalAI.Plugins.Jinja.Lexing;

namespace LocalAI.Plugins.Jinja.Parsing;

/// <summary>Reads the arguments of a call.</summary>
internal sealed class ArgumentParser(TokenStream stream)
{
    public ArgumentList Parse(ExpressionParser expressions)
    {
        var open = stream.ExpectOperator("(");
        var positional = new List<Expression>();
        var named = new List<KeyValuePair<string, Expression>>();
        var names = new HashSet<string>();
        Expression? morePositional = null;
        Expression? moreNamed = null;
        while (!stream.Current.IsOperator(")"))
        {
            if (stream.Current.IsOperator("*"))
            {
                Require(morePositional is null && moreNamed is null);
                stream.Next();
                morePositional = expressions.Parse();
            }
            else if (stream.Current.IsOperator("**"))
            {
                Require(moreNamed is null);
                stream.Next();
                moreNamed = expressions.Parse();
            }
            else if (stream.Current.Kind == TokenKind.Name && stream.Following.IsOperator("="))
            {
                var name = stream.Next().Text;
                Require(moreNamed is null && names.Add(name));
                stream.Next();
                named.Add(new(name, expressions.Parse()));
            }
            else
            {
                Require(morePositional is null && moreNamed is null && named.Count == 0);
                positional.Add(expressions.Parse());
            }
            if (!stream.Current.IsOperator(")"))
                stream.ExpectOperator(",");
        }
        stream.ExpectOperator(")");
        return new ArgumentList([.. positional], [.. named], morePositional, moreNamed);

        void Require(bool isInOrder)
        {
            if (!isInOrder)
                throw TokenStream.Fault("The arguments are out of order, or one is named twice.", open.Offset);
        }
    }
}
