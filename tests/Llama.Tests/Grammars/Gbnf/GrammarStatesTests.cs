using LocalAI.Plugins.Llama.Grammars.Gbnf;

namespace LocalAI.Plugins.Llama.Tests.Grammars.Gbnf;

public sealed class GrammarStatesTests
{
    private const string Grammar = """
        root ::= [a-c]{1,3} "é"
        """;

    private readonly GrammarStates _states;
    private readonly int _start;

    public GrammarStatesTests()
    {
        var rules = GbnfParser.Parse(Grammar, "root", _ => null);
        var effort = new GrammarEffort(0);
        var stacks = new GrammarStacks(rules, effort);
        _states = new GrammarStates(new CharacterClasses(rules), stacks, effort);
        _start = _states.Find(stacks.Begin());
    }

    [Fact]
    public void Characters_that_no_step_tells_apart_lead_to_the_same_state()
    {
        Assert.Equal(_states.Read(_start, 'a'), _states.Read(_start, 'c'));
        Assert.NotEqual(_start, _states.Read(_start, 'a'));
        Assert.Equal(GrammarStates.Dead, _states.Read(_start, 'd'));
        Assert.Equal(GrammarStates.Dead, _states.Read(_start, 'é'));
        Assert.NotEqual(GrammarStates.Dead, _states.Read(_states.Read(_start, 'b'), 'é'));
    }

    [Fact]
    public void States_that_are_kept_lead_where_they_led()
    {
        int[] kept = [_states.Read(_start, 'a'), _start];

        _states.Keep(kept);

        Assert.Equal(kept[0], _states.Read(kept[1], 'b'));
        Assert.NotEqual(GrammarStates.Dead, _states.Read(kept[0], 'é'));
        Assert.Equal(GrammarStates.Dead, _states.Read(kept[1], 'é'));
    }
}
