using LocalAI.Plugins.Jinja.Expressions;
using LocalAI.Plugins.Jinja.Lexing;
using LocalAI.Plugins.Jinja.Scoping;
using LocalAI.Plugins.Jinja.Statements;

namespace LocalAI.Plugins.Jinja.Parsing;

/// <summary>Reads a template into statements.</summary>
internal sealed class TemplateParser
{
    private readonly TokenStream _stream;
    private readonly ExpressionParser _expressions;
    private readonly PrimaryParser _primary;
    private readonly TargetParser _targets;
    private readonly TemplateScope _template;
    private readonly HashSet<string> _blocks = [];

    private TemplateParser(TokenStream stream, TemplateScope template)
    {
        _stream = stream;
        _template = template;
        _expressions = new ExpressionParser(stream);
        _primary = new PrimaryParser(stream);
        _targets = new TargetParser(stream);
    }

    public static Block Parse(SourceText source, JinjaLimits limits, TemplateScope template)
    {
        var parser = new TemplateParser(new TokenStream(Lexer.Split(source), limits.Nesting), template);
        return parser.ParseBody(null, []);
    }

    /// <summary>Statements up to one of the tags that end them, which stays current.</summary>
    private Block ParseBody(Token? opener, params ReadOnlySpan<string> ends)
    {
        _stream.Enter();
        var statements = new List<Statement>();
        while (true)
        {
            var token = _stream.Current;
            switch (token.Kind)
            {
                case TokenKind.Data:
                    _stream.Next();
                    statements.Add(new TextStatement(token.Text));
                    continue;
                case TokenKind.VariableBegin:
                    _stream.Next();
                    statements.Add(new OutputStatement(_expressions.ParseTuple()));
                    _stream.Expect(TokenKind.VariableEnd);
                    continue;
                case TokenKind.BlockBegin:
                    _stream.Next();
                    if (_stream.Current.Kind == TokenKind.Name && ends.Contains(_stream.Current.Text))
                        break;
                    statements.Add(ParseStatement());
                    _stream.Expect(TokenKind.BlockEnd);
                    continue;
                default:
                    if (opener is { } open)
                        throw TokenStream.Fault($"'{open.Text}' has no '{ends[^1]}'.", open.Offset);
                    break;
            }
            _stream.Leave();
            return new Block([.. statements]);
        }
    }

    /// <summary>The rest of a tag and the statements after it; a colon may end the tag, as in Python.</summary>
    private Block ParseBlock(Token opener, params ReadOnlySpan<string> ends)
    {
        _stream.SkipOperator(":");
        _stream.Expect(TokenKind.BlockEnd);
        return ParseBody(opener, ends);
    }

    private Block ParseLastBlock(Token opener, string end)
    {
        var body = ParseBlock(opener, end);
        _stream.Next();
        return body;
    }

    private Statement ParseStatement()
    {
        var tag = _stream.ExpectName();
        switch (tag.Text)
        {
            case "for":
                return ParseFor(tag);
            case "if":
                return ParseIf(tag);
            case "set":
                return ParseSet(tag);
            case "macro":
                var target = _targets.ParseName();
                return new MacroStatement(
                    target, new MacroDefinition(tag.Offset, target.Name, ParseParameters(), ParseLastBlock(tag, "endmacro")));
            case "call":
                return ParseCall(tag);
            case "filter":
                return ParseFilter(tag);
            case "with":
                return ParseWith(tag);
            case "generation":
                return new GenerationStatement(new MacroDefinition(tag.Offset, null, [], ParseLastBlock(tag, "endgeneration")));
            case "autoescape":
                return new AutoescapeStatement(tag.Offset, _expressions.Parse(), ParseLastBlock(tag, "endautoescape"));
            case "break":
                return new JumpStatement(tag.Offset, Flow.Break);
            case "continue":
                return new JumpStatement(tag.Offset, Flow.Continue);
            case "print":
                return ParsePrint();
            case "block":
                return ParseNamedBlock(tag);
            case "include" or "import" or "extends" or "from":
                return ParseReference(tag);
            default:
                throw TokenStream.Fault($"Unknown tag '{tag.Text}'.", tag.Offset);
        }
    }

    private ForStatement ParseFor(Token tag)
    {
        var target = _targets.Parse();
        _stream.ExpectKeyword("in");
        var items = _expressions.ParseTuple(withCondition: false);
        var condition = _stream.SkipName("if") ? _expressions.Parse() : null;
        var isRecursive = _stream.SkipName("recursive");
        var body = ParseBlock(tag, "else", "endfor");
        var otherwise = _stream.Next().Text == "else" ? ParseLastBlock(tag, "endfor") : Block.Empty;
        return new ForStatement(tag.Offset, target, items, condition, isRecursive, body, otherwise);
    }

    private IfStatement ParseIf(Token tag)
    {
        var branches = new List<(Expression, Block)>();
        while (true)
        {
            var condition = _expressions.ParseTuple(withCondition: false);
            branches.Add((condition, ParseBlock(tag, "elif", "else", "endif")));
            switch (_stream.Next().Text)
            {
                case "elif":
                    continue;
                case "else":
                    return new IfStatement(branches, ParseLastBlock(tag, "endif"));
                default:
                    return new IfStatement(branches, Block.Empty);
            }
        }
    }

    private Statement ParseSet(Token tag)
    {
        var target = _targets.Parse(withNamespace: true);
        if (_stream.SkipOperator("="))
            return new SetStatement(target, _expressions.ParseTuple());
        FilterExpression? filter = null;
        while (_stream.Current.IsOperator("|"))
        {
            filter = _primary.ParseFilter(_expressions, filter);
            _stream.CheckHeight(filter.Height);
        }
        return new SetBlockStatement(target, filter, ParseLastBlock(tag, "endset"));
    }

    private MacroParameter[] ParseParameters()
    {
        _stream.ExpectOperator("(");
        var parameters = new List<MacroParameter>();
        var names = new HashSet<string>();
        while (!_stream.Current.IsOperator(")"))
        {
            if (parameters.Count > 0)
                _stream.ExpectOperator(",");
            var offset = _stream.Current.Offset;
            var name = _targets.ParseName().Name;
            var value = _stream.SkipOperator("=") ? _expressions.Parse() : null;
            if (value is null && parameters.Count > 0 && parameters[^1].Default is not null)
                throw TokenStream.Fault($"'{name}' needs a default, as the parameter before it has one.", offset);
            if (!names.Add(name))
                throw TokenStream.Fault($"Two parameters are named '{name}'.", offset);
            parameters.Add(new MacroParameter(offset, name, value));
        }
        _stream.ExpectOperator(")");
        return [.. parameters];
    }

    private CallStatement ParseCall(Token tag)
    {
        var parameters = _stream.Current.IsOperator("(") ? ParseParameters() : [];
        var call = _expressions.Parse() as CallExpression ?? throw TokenStream.Fault("Expected a call.", tag.Offset);
        return new CallStatement(call, new MacroDefinition(tag.Offset, null, parameters, ParseLastBlock(tag, "endcall")));
    }

    private FilterStatement ParseFilter(Token tag)
    {
        var filter = _primary.ParseFilter(_expressions, null, hasBar: false);
        while (_stream.Current.IsOperator("|"))
        {
            filter = _primary.ParseFilter(_expressions, filter);
            _stream.CheckHeight(filter.Height);
        }
        return new FilterStatement(filter, ParseLastBlock(tag, "endfilter"));
    }

    private WithStatement ParseWith(Token tag)
    {
        var variables = new List<(Target, Expression)>();
        while (_stream.Current.Kind != TokenKind.BlockEnd)
        {
            if (variables.Count > 0)
                _stream.ExpectOperator(",");
            var target = _targets.Parse();
            _stream.ExpectOperator("=");
            variables.Add((target, _expressions.Parse()));
        }
        return new WithStatement(variables, ParseLastBlock(tag, "endwith"));
    }

    private PrintStatement ParsePrint()
    {
        var values = new List<OutputStatement>();
        while (_stream.Current.Kind != TokenKind.BlockEnd)
        {
            if (values.Count > 0)
                _stream.ExpectOperator(",");
            values.Add(new OutputStatement(_expressions.Parse()));
        }
        return new PrintStatement(new Block([.. values]));
    }

    private Statement ParseNamedBlock(Token tag)
    {
        _template.HasBlocks = true;
        var name = _stream.ExpectName();
        if (!_blocks.Add(name.Text))
            throw TokenStream.Fault($"The block '{name.Text}' is defined twice.", name.Offset);
        var isScoped = _stream.SkipName("scoped");
        var isRequired = _stream.SkipName("required");
        var body = ParseLastBlock(tag, "endblock");
        if (isRequired && !body.IsBlank)
            throw TokenStream.Fault($"The block '{name.Text}' is required, and so may hold only white space.", name.Offset);
        if (isRequired)
            return new FailingStatement(tag.Offset, "A required block");
        _stream.SkipName(name.Text);
        if (isScoped)
            return new WithStatement([], body);
        var block = new BlockStatement(body);
        _template.Blocks[name.Text] = block;
        return block;
    }

    /// <summary>Skips what a tag says of another template.</summary>
    private FailingStatement ParseReference(Token tag)
    {
        _expressions.Parse();
        while (_stream.Current.Kind is not (TokenKind.BlockEnd or TokenKind.End))
            _stream.Next();
        return new FailingStatement(tag.Offset, tag.Text);
    }
}
