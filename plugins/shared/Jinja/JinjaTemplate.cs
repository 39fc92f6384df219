using LocalAI.Plugins.Jinja.Lexing;
using LocalAI.Plugins.Jinja.Parsing;
using LocalAI.Plugins.Jinja.Scoping;
using LocalAI.Plugins.Jinja.Statements;

namespace LocalAI.Plugins.Jinja;

/// <summary>
/// A chat template, parsed once and rendered often, also at the same time. It behaves as Jinja 3.1 in the sandbox in which the
/// library transformers renders chat templates, with trim_blocks, lstrip_blocks and the tags break, continue and generation.
/// </summary>
public sealed class JinjaTemplate
{
    private readonly SourceText _source;
    private readonly JinjaLimits _limits;
    private readonly Block _body;
    private readonly ScopeEntry _entry;
    private readonly SelfVariable _self;
    private readonly FunctionScope _function = new(null);

    private JinjaTemplate(SourceText source, JinjaLimits limits)
    {
        _source = source;
        _limits = limits;
        var template = new TemplateScope();
        _body = TemplateParser.Parse(source, limits, template);
        var scope = Scope.Root(template, _function);
        _self = new SelfVariable(scope, _body);
        _body.Declare(scope);
        _entry = scope.Entry();
        _body.Bind(scope);
        Inputs = [.. template.FreeNames.Where(name => Globals.GlobalTable.Find(name) is null)];
    }

    /// <summary>The template's name, for messages.</summary>
    public string Name => _source.Name;

    /// <summary>The names that the template reads and does not set itself, in alphabetical order.</summary>
    public IReadOnlyList<string> Inputs { get; }

    /// <summary>Reads a template.</summary>
    /// <param name="source">The template's text.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="limits">What it may cost; <see cref="JinjaLimits.Default"/> where it is null.</param>
    /// <exception cref="JinjaException">The template is not well formed, or beyond the limits.</exception>
    public static JinjaTemplate Parse(string source, string name, JinjaLimits? limits = null)
    {
        limits ??= JinjaLimits.Default;
        var text = new SourceText(source.Length > limits.SourceLength ? "" : source, name);
        try
        {
            if (source.Length > limits.SourceLength)
                throw TemplateFault.Limit($"The template has {source.Length} characters; the limit is {limits.SourceLength}.");
            return new JinjaTemplate(text, limits);
        }
        catch (TemplateFault fault)
        {
            throw text.Fail(fault, 0);
        }
    }

    /// <summary>Renders the template.</summary>
    /// <param name="inputs">The variables that it sees: a dict.</param>
    /// <param name="clock">The time that strftime_now shows; that of the machine where it is null.</param>
    /// <param name="cancellationToken">Ends the rendering.</param>
    /// <exception cref="ArgumentException">The inputs are no dict.</exception>
    /// <exception cref="JinjaException">The template failed, or costs more than its limits allow.</exception>
    /// <exception cref="OperationCanceledException">The rendering was cancelled.</exception>
    public string Render(JinjaValue inputs, TimeProvider? clock = null, CancellationToken cancellationToken = default)
    {
        if (inputs is not DictValue variables)
            throw new ArgumentException("The inputs of a template are a dict.", nameof(inputs));
        using var state = new RenderState(variables, _limits, clock ?? TimeProvider.System, cancellationToken);
        try
        {
            var frame = new Frame(state, _function.Slots, null);
            _self.Set(frame);
            _entry.Run(frame);
            _body.Execute(frame);
            return state.Buffer.Take(0);
        }
        catch (TemplateFault fault)
        {
            throw _source.Fail(fault, state.Offset);
        }
    }
}
