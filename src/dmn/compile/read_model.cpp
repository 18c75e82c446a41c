#include "dmn/compile/read_model.h"

#include <algorithm>
#include <set>

#include "dmn/compile/element_compiler.h"
#include "dmn/compile/linker.h"
#include "dmn/xml/reader.h"

namespace agglo::dmn {

namespace {

bool is_dmn_import(Import const& import) {
    // Of DMN: the namespace of a MODEL; others are XML Schema and PMML.
    return import.type.empty() || import.type.find("DMN") != std::string::npos;
}

/// Documents that documents import, each once, in the order they are met.
Result<void> read_imports(Model& model, ImportLoader const& loader) {
    for (size_t next = 0; next < model.documents.size(); ++next) {
        for (size_t i = 0; i < model.documents[next]->imports.size(); ++i) {
            auto const& import = model.documents[next]->imports[i];
            auto const step = "import[" + import.name + ']';
            if (document_of(model.documents, import.ns)) continue;
            auto text = loader && is_dmn_import(import)
                            ? loader(import)
                            : Error(ErrorCode::kDmnNoSuchImport, {import.ns});
            if (!text.ok()) {
                model.problems.push_back(std::move(text).error().at(step));
                continue;
            }
            if (model.documents.size() == kDocumentsMax) {
                return Error(ErrorCode::kTooLarge, {"imports", std::to_string(kDocumentsMax)});
            }
            auto document = TRY(read_definitions(*text).at(step));
            // Loaders may find it by its place: it is what the import says it is.
            if (document->ns != import.ns) {
                model.problems.push_back(Error(ErrorCode::kDmnNoSuchImport, {import.ns}).at(step));
                continue;
            }
            model.documents.push_back(std::move(document));
        }
    }
    return {};
}

class NameGatherer {
public:
    void item(ItemDefinition const& item) {
        for (auto const& component : item.components) {
            add(component.name);
            this->item(component);
        }
    }
    void element(Element const& element) {
        add(element.name);
        add(element.variable_name());
    }
    void boxed(BoxedPtr const& boxed) {
        if (boxed) std::visit(*this, boxed->form);
    }

    void operator()(LiteralForm const&) {}
    void operator()(TablePtr const& table) {
        for (auto const& output : table->outputs) add(output.name);
    }
    void operator()(ContextForm const& form) {
        for (auto const& entry : form.entries) add(entry.variable.name), boxed(entry.value);
        boxed(form.result);
    }
    void operator()(RelationForm const& form) {
        for (auto const& column : form.columns) add(column.name);
    }
    void operator()(ListForm const& form) {
        for (auto const& item : form.items) boxed(item);
    }
    void operator()(InvocationForm const& form) {
        for (auto const& binding : form.bindings) boxed(binding.value);
    }
    void operator()(FunctionForm const& form) { boxed(form.body); }
    void operator()(ConditionalForm const& form) { boxed(form.then), boxed(form.otherwise); }
    void operator()(FilterForm const& form) { boxed(form.in), boxed(form.match); }
    void operator()(IterationForm const& form) { boxed(form.in), boxed(form.body); }

    std::vector<std::string> names() const { return {names_.begin(), names_.end()}; }

private:
    /// A plain word needs no telling.
    void add(std::string const& name) {
        bool const plain = std::all_of(name.begin(), name.end(), [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                   c == '_';
        });
        if (!plain) names_.insert(name);
    }

    std::set<std::string> names_;
};

std::vector<std::string> gather_entry_names(Model const& model) {
    NameGatherer gatherer;
    for (auto const& document : model.documents) {
        for (auto const& item : document->items) gatherer.item(item);
    }
    for (auto const* each : model.decisions) gatherer.element(*each), gatherer.boxed(each->logic);
    for (auto const* each : model.knowledge) gatherer.element(*each), gatherer.boxed(each->logic);
    if (model.documents.size() > 1) {
        for (auto const* each : model.inputs) gatherer.element(*each);
        for (auto const* each : model.services) gatherer.element(*each);
    }
    return gatherer.names();
}

}  // namespace

Result<ModelPtr> read_model(std::string_view xml, ImportLoader const& loader) {
    auto model = std::make_shared<Model>();
    model->documents.push_back(TRY(read_definitions(xml)));
    TRY(read_imports(*model, loader));
    Workshop shop(*model);
    list_elements(shop);
    shop.types = std::make_unique<TypeTable>(
        model->documents, [&shop](Error error) { shop.report(std::move(error)); });
    shop.types->resolve_all();
    shop.entry_names = gather_entry_names(*model);
    link_requirements(shop);
    refuse_cycles(shop);
    compile_elements(shop);
    return ModelPtr(std::move(model));
}

}  // namespace agglo::dmn
