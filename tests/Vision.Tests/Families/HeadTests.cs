using LocalAI.Plugins.Vision.Families;
using LocalAI.Plugins.Vision.Labels;
using LocalAI.Plugins.Vision.Requests;
using LocalAI.Plugins.Vision.Tests.Goldens;

namespace LocalAI.Plugins.Vision.Tests.Families;

public class HeadTests
{
    [Theory, MemberData(nameof(Golden.Names), MemberType = typeof(Golden))]
    public void A_family_is_known_by_its_outputs_and_its_objects_are_those_of_another_implementation(string name)
    {
        var golden = Golden.Of(name);

        var (family, head) = FamilyTable.Choose(golden.Look, null);
        var found = head.Read(ArrayOutputs.Of(golden), Call(golden));

        Assert.Equal(golden.Family, family.Name);
        Assert.Equal(golden.Fit, head.Preparation.Fit.ToString(), ignoreCase: true);
        Assert.Equal(golden.Objects.Length, found.Count);
        for (var i = 0; i < found.Count; i++)
            golden.Objects[i].AssertIs(found[i], LabelsOf(golden)[golden.Objects[i].Class], golden.Picture);
    }

    [Theory, MemberData(nameof(Golden.Names), MemberType = typeof(Golden))]
    public void Only_as_many_objects_as_are_wanted_are_given_and_they_are_the_surest(string name)
    {
        var golden = Golden.Of(name);
        var (_, head) = FamilyTable.Choose(golden.Look, null);

        var two = head.Read(ArrayOutputs.Of(golden), Call(golden) with { Most = 2 });

        Assert.Equal(head.Read(ArrayOutputs.Of(golden), Call(golden)).Take(2), two);
    }

    [Theory, MemberData(nameof(Golden.Names), MemberType = typeof(Golden))]
    public void A_filter_leaves_the_objects_of_its_class_as_they_are(string name)
    {
        var golden = Golden.Of(name);
        var (_, head) = FamilyTable.Choose(golden.Look, null);
        var labels = LabelsOf(golden);
        var wanted = labels[golden.Objects[^1].Class];

        var found = head.Read(ArrayOutputs.Of(golden), Call(golden) with { Classes = ClassFilter.Read(wanted, labels) });

        var all = head.Read(ArrayOutputs.Of(golden), Call(golden));
        // DETR's queries are filtered before the surest are taken, so that there may be more.
        Assert.Equal(all.Where(detection => detection.ClassName == wanted), found.Where(all.Contains));
        Assert.All(found, detection => Assert.Equal(wanted, detection.ClassName));
    }

    [Theory, MemberData(nameof(Golden.Names), MemberType = typeof(Golden))]
    public void Nothing_is_surer_than_a_threshold_of_2(string name)
    {
        var golden = Golden.Of(name);
        var (_, head) = FamilyTable.Choose(golden.Look, null);

        Assert.Empty(head.Read(ArrayOutputs.Of(golden), Call(golden) with { Threshold = 2 }));
    }

    [Theory, MemberData(nameof(Golden.Names), MemberType = typeof(Golden))]
    public void Numbers_that_are_none_are_no_objects(string name)
    {
        var golden = Golden.Of(name);
        var (_, head) = FamilyTable.Choose(golden.Look, null);
        var broken = new ArrayOutputs([.. golden.Outputs.Select(output =>
            (Enumerable.Repeat(float.NaN, output.Values().Length).ToArray(), output.Shape))]);

        Assert.Empty(head.Read(broken, Call(golden)));
    }

    [Theory, MemberData(nameof(Golden.Names), MemberType = typeof(Golden))]
    public void Whatever_a_model_gives_what_is_found_lies_in_the_picture(string name)
    {
        float[] numbers =
            [float.NaN, float.NegativeInfinity, float.PositiveInfinity, float.MinValue, float.MaxValue, -1, 0, 0.5f, 1, 2, 100];
        var golden = Golden.Of(name);
        var (_, head) = FamilyTable.Choose(golden.Look, null);
        for (var seed = 0; seed < 20; seed++)
        {
            var random = new Random(seed);
            float Wild(float own) => random.Next(3) == 0 ? numbers[random.Next(numbers.Length)] : own;
            var wild = new ArrayOutputs([.. golden.Outputs.Select(output => (output.Values().Select(Wild).ToArray(), output.Shape))]);

            Assert.All(head.Read(wild, Call(golden) with { Threshold = 0.001f }), detection =>
            {
                Assert.InRange(detection.X, 0, golden.Picture[0]);
                Assert.InRange(detection.Y, 0, golden.Picture[1]);
                Assert.InRange(detection.Width, float.Epsilon, golden.Picture[0]);
                Assert.InRange(detection.Height, float.Epsilon, golden.Picture[1]);
                Assert.False(float.IsNaN(detection.Confidence));
            });
        }
    }

    private static ClassLabels LabelsOf(Golden golden) => LabelSource.Given(null, golden.Metadata) is { } names
        ? new ClassLabels(names)
        : ClassLabels.Numbers(golden.Objects.Max(each => each.Class) + 1);

    private static DetectionCall Call(Golden golden) => new()
    {
        Width = golden.Picture[0],
        Height = golden.Picture[1],
        Placement = golden.Placement,
        Threshold = golden.Threshold,
        Overlap = golden.Overlap,
        Most = 300,
        Classes = ClassFilter.All,
        Labels = LabelsOf(golden),
        Threads = 2,
        CancellationToken = TestContext.Current.CancellationToken,
    };
}
