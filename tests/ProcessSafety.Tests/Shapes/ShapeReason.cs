using System;
using System.Collections.Immutable;
using System.Linq;

namespace ProcessSafety.Tests.Shapes;

/// <summary>Why a verdict may change.</summary>
/// <param name="Shapes">The shapes, by how their names begin.</param>
/// <param name="Rules">The ids, by how they begin.</param>
/// <param name="Text">The reason, as docs/shapes.md gives it.</param>
internal sealed record ShapeReason(ImmutableArray<string> Shapes, ImmutableArray<string> Rules, string Text)
{
    /// <summary>The rewriting changes what the rule is about: such pairs are not counted.</summary>
    public static ImmutableArray<ShapeReason> Meaning { get; } =
    [
        new(
            [
                "if (",
                "if and else",
                "switch",
                "foreach",
                "x = certain ?",
                "x = value ?? throw",
                "x = value switch",
                "moved to a lambda that ?:",
            ],
            ["PSAFE401", "PSAFE402"],
            "A condition is now around the start or before it, or chooses what is started; the rule is silent on any condition."),
        new(["a field", "a property"], ["PSAFE306"], "A member keeps the object now, which is how a guard should be kept."),
        new(
            ["if and else", "do while", "for, once", "foreach, once", "while (true)", "switch with", "moved to a lambda that ?:"],
            ["PSAFE307"],
            "The rule counts one wait and one release on every way; it counts nothing under a loop or a condition."),
        new(
            ["if and else", "do while", "for, once", "foreach, once", "while (true)", "switch with", "moved to a lambda that ?:"],
            ["PSAFE313"],
            "A condition is now around the release and not around the wait; the rule is silent on any that it cannot read."),
        new(["lock of an own object"], ["PSAFE204"], "The collection is now changed under a lock."),
        new(["for, once"], ["PSAFE402"], "The head of the loop asks first whether its body runs; the rule is silent on any condition."),
        new(
            ["other names of locals"],
            ["PSAFE101", "PSAFE109"],
            "The program declares the library itself, and a library that names its parameters otherwise is not the one that is known."),
        new(
            ["a type in another type"],
            ["PSAFE703"],
            "The type is no longer public: all code that can use its members is seen now, and none of it reads the stream."),
        new(["a type in another type"], ["PSAFE106"], "The type is no longer public, and XmlSerializer refuses all of it."),
        new(["lock of an own object"], ["PSAFE206"], "The wait for finalizers now runs under a lock, whoever else knows that."),
        new(
            ["moved to an event"],
            ["PSAFE201", "PSAFE202", "PSAFE203", "PSAFE204", "PSAFE205", "PSAFE207"],
            "The static event keeps each object that subscribes, and a finalizer that raises it runs the handlers of all of them, those of "
                + "application code included."),
        new(
            ["moved to", "a body of one local function"],
            ["PSAFE804"],
            "The using now ends with a function that returns, and the registration with it."),
        new(
            ["a field", "a property", "x = Make(), method", "x = Made, property"],
            ["PSAFE804"],
            "A member now keeps the registration or returns it, which the rule leaves alone."),
        new(
            ["foreach (T x", "Interlocked.CompareExchange", "Make(out T x)", "if (!TryMake(out T? x)) throw"],
            ["PSAFE804"],
            "The loop keeps its array, and the runtime may keep what a local holds whose address is taken: the registration lives on."),
        new(
            [""],
            ["PSAFE311"],
            "The rule is about two statements of one list with nothing between them, which one call can replace."),
        new(["x.GetAwaiter().GetResult()"], ["PSAFE304", "PSAFE803"], "The rule is about await, which is gone."),
    ];

    /// <summary>The verdict should hold and does not: such pairs are counted as they are.</summary>
    public static ImmutableArray<ShapeReason> Known { get; } =
    [
        new(
            ["a body of one local function", "moved to a lambda in a local"],
            ["PSAFE110"],
            "Main is followed into a local function of it, not into a function within that one."),
        new(
            [""],
            ["PSAFE304", "PSAFE305", "PSAFE307", "PSAFE310", "PSAFE312", "PSAFE313"],
            "Locks are followed a few calls deep, into code that the text of the call hints at. A mutex that an object of the program "
                + "holds or hands on, or that one of several lambdas takes, is left alone."),
        new(
            [""],
            ["PSAFE306"],
            "A guard that other code is given is left alone, and so is one in a method that ends with its work; "
                + "objects that only hand it on "
                + "are not followed."),
        new(
            [""],
            ["PSAFE302", "PSAFE303"],
            "The unread name is looked for in one method, and so are the values of what other objects keep."),
        new([""], ["PSAFE308"], "The creation is looked for in the body that asks whether the name exists."),
        new(
            [""],
            ["PSAFE309"],
            "The verdict on the other instances is looked for in the member that asks for them, and in what it calls."),
        new([""], ["PSAFE404"], "Code that is given the mutex may give it back, so the rule is silent."),
        new(
            [""],
            ["PSAFE70", "PSAFE71", "PSAFE72"],
            "A step that runs by an event, by the Dispose of a scope, or behind an object that hands on what it was given is not always "
                + "seen."),
        new(
            [""],
            ["PSAFE73"],
            "A channel is followed through variables, members and calls that the code names. Behind an interface, an event or an object "
                + "that hands it on, others may have it too."),
        new(
            [""],
            ["PSAFE208"],
            "What a constructor does before it assigns is followed into methods; what it hands on as a delegate may run at any time."),
        new(
            ["a field", "a property", "moved to a method of the same object"],
            ["PSAFE202", "PSAFE207"],
            "A second member that holds the object counts as shared, also when the same object sets it on the same path."),
        new(
            [""],
            ["PSAFE101", "PSAFE102", "PSAFE109", "PSAFE301", "PSAFE401", "PSAFE402", "PSAFE601", "PSAFE804", "PSAFE901"],
            "A delegate or value that a field, an interface, a constructor or a factory hands on to the place that matters."),
    ];

    public bool Covers(string shape, string rule) =>
        Shapes.Any(name => shape.StartsWith(name, StringComparison.Ordinal))
        && Rules.Any(id => rule.StartsWith(id, StringComparison.Ordinal));
}
