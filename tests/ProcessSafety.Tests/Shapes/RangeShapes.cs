using System.Collections.Immutable;

namespace ProcessSafety.Tests.Shapes;

/// <summary>Where statements move to, and what can stand round them.</summary>
internal static class RangeShapes
{
    private const string Certain = "global::System.Environment.ProcessId > 0";

    public static ImmutableArray<Rewriting> Moved { get; } =
    [
        Move("a local function", "{async}{task} ShapeStep()\n{\n{code}\n}\n\n{await}ShapeStep();"),
        Move("a static local function", "static {async}{task} ShapeStep({parameters})\n{\n{code}\n}\n\n{await}ShapeStep({arguments});"),
        Move("a static method", "{await}ShapeStep({arguments});") with
        {
            Member = "private static {async}{task} ShapeStep({parameters})\n{\n{code}\n}",
        },
        Move("a method of the same object", "{await}this.ShapeStep({arguments});") with
        {
            Member = "private {async}{task} ShapeStep({parameters})\n{\n{code}\n}",
        },
        Move("an extension method", "{await}{first}.ShapeStep({others});") with
        {
            Type = "internal static class ShapeSteps\n{\ninternal static {async}{task} ShapeStep(this {parameters})\n{\n{code}\n}\n}",
        },
        Move("a method of an extension block", "{await}{first}.ShapeStep({others});") with
        {
            Type = "internal static class ShapeSteps\n{\nextension({firstParameter})\n{\n"
                + "internal {async}{task} ShapeStep({otherParameters})\n{\n{code}\n}\n}\n}",
        },
        Move("a lambda in a local", "{action} shapeStep = {async}() =>\n{\n{code}\n};\n{await}shapeStep();"),
        Move(
            "a lambda that ?: chooses",
            $"{{action}} shapeStep = {Certain}\n? {{async}}() =>\n{{\n{{code}}\n}}\n: {{async}}() =>\n{{\n{{code}}\n}};\n"
                + $"{{await}}shapeStep();"),
        Move("a lambda in a field", "{await}s_shapeStep({arguments});") with
        {
            Member = "private static readonly {delegate} s_shapeStep = {async}({lambdaParameters}) =>\n{\n{code}\n};",
        },
        Move("a lambda as an argument", "{await}ShapeRun({async}() =>\n{\n{code}\n});") with
        {
            Member = "private static {task} ShapeRun({action} step) => step();",
        },
        Move("a lambda as a constructor argument", "{await}new ShapeRunner({async}() =>\n{\n{code}\n}).Run();") with
        {
            Type = "internal sealed class ShapeRunner({action} step)\n{\npublic {task} Run() => step();\n}",
        },
        Move("an event", "ShapeStepped += {async}() =>\n{\n{code}\n};\n{await}ShapeStepped();") with
        {
            Member = "private static event {action} ShapeStepped;",
        },
        Move("an accessor of the same type", "_ = ShapeStep;") with
        {
            Member = "private {static}int ShapeStep\n{\nget\n{\n{code}\nreturn 0;\n}\n}",
        },
        Move("an accessor of another type", "_ = new ShapeSteps({arguments}).Step;") with
        {
            Type = "internal sealed class ShapeSteps({parameters})\n{\npublic int Step\n{\nget\n{\n{code}\nreturn 0;\n}\n}\n}",
        },
        Move("a constructor", "_ = new ShapeSteps({arguments});") with
        {
            Type = "internal sealed class ShapeSteps\n{\npublic ShapeSteps({parameters})\n{\n{code}\n}\n}",
        },
        Move("a class with a primary constructor", "{await}new ShapeSteps({arguments}).Run();") with
        {
            Type = "internal sealed class ShapeSteps({parameters})\n{\npublic {async}{task} Run()\n{\n{code}\n}\n}",
        },
        Move("the one implementation of an interface", "IShapeStep shapeStep = new ShapeSteps();\n{await}shapeStep.Run({arguments});") with
        {
            Type = "internal interface IShapeStep\n{\n{task} Run({parameters});\n}\n\n"
                + "internal sealed class ShapeSteps : IShapeStep\n{\npublic {async}{task} Run({parameters})\n{\n{code}\n}\n}",
        },
        Move("the one override of a method", "ShapeStep shapeStep = new ShapeSteps();\n{await}shapeStep.Run({arguments});") with
        {
            Type = "internal abstract class ShapeStep\n{\npublic abstract {task} Run({parameters});\n}\n\n"
                + "internal sealed class ShapeSteps : ShapeStep\n{\npublic override {async}{task} Run({parameters})\n{\n{code}\n}\n}",
        },
        Move("the Dispose of a scope", "using (new ShapeScope(() =>\n{\n{code}\n}))\n{\n}") with
        {
            Type = "internal sealed class ShapeScope(global::System.Action step) : global::System.IDisposable\n{\n"
                + "public void Dispose() => step();\n}",
        },
        Move("a method of a nested type", "{await}ShapeSteps.Run({arguments});") with
        {
            Member = "private static class ShapeSteps\n{\npublic static {async}{task} Run({parameters})\n{\n{code}\n}\n}",
        },
        Move("two methods, one after the other", "{await}ShapeStep({arguments});") with
        {
            Member = "private static {task} ShapeStep({parameters})\n{\n{return}ShapeInnerStep({arguments});\n}\n\n"
                + "private static {async}{task} ShapeInnerStep({parameters})\n{\n{code}\n}",
        },
    ];

    public static ImmutableArray<Rewriting> Wrapped { get; } =
    [
        new RangeShape("a block", "{\n{code}\n}"),
        new RangeShape("try and an empty finally", "try\n{\n{code}\n}\nfinally\n{\n}"),
        new RangeShape("try and a catch that throws on", "try\n{\n{code}\n}\ncatch\n{\nthrow;\n}"),
        new RangeShape("using of another object", "using (new global::System.IO.MemoryStream())\n{\n{code}\n}"),
        new RangeShape("if and else with the same", $"if ({Certain})\n{{\n{{code}}\n}}\nelse\n{{\n{{code}}\n}}"),
        new RangeShape("do while (false)", "do\n{\n{code}\n}\nwhile (false);") { CatchesJumps = true },
        new RangeShape("for, once", "for (int shapeTurn = 0; shapeTurn < 1; shapeTurn++)\n{\n{code}\n}") { CatchesJumps = true },
        new RangeShape("foreach, once", "foreach (int shapeTurn in new[] { 1 })\n{\n{code}\n}") { CatchesJumps = true },
        new RangeShape("while (true) with a break", "while (true)\n{\n{code}\nbreak;\n}") { CatchesJumps = true },
        new RangeShape("switch with a default", "switch (global::System.Environment.ProcessId)\n{\ndefault:\n{\n{code}\nbreak;\n}\n}")
        {
            CatchesJumps = true,
        },
        new RangeShape("checked", "checked\n{\n{code}\n}"),
        new RangeShape("lock of an own object", "object shapeGate = new();\nlock (shapeGate)\n{\n{code}\n}"),
    ];

    public static ImmutableArray<Rewriting> Noise { get; } =
    [
        new RangeShape("a statement before", "int shapeCount = 0;\nshapeCount++;\n{code}"),
        new RangeShape("a statement after", "{code}\nglobal::System.GC.KeepAlive(null);"),
        new RangeShape(
            "a comment, a region and a directive",
            "// Said before.\n#region Shape\n#pragma warning disable CS0168\n{code}\n#pragma warning restore CS0168\n#endregion\n"),
        new RangeShape("code under #if", "\n#if NET\n{code}\n#endif\n"),
    ];

    private static RangeShape Move(string name, string text) => new($"moved to {name}", text) { Moves = true };
}
